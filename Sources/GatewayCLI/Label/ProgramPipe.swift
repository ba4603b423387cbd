import Glibc

/// A pipe to or from a program; both ends are closed at the latest when nobody holds it any more.
final class ProgramPipe {
    private(set) var reading: Int32
    private(set) var writing: Int32

    init() throws(ProgramRunError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(String(cString: strerror(errno))) }
        (reading, writing) = (ends[0], ends[1])
        // The program gets its ends by dup2, which clears this.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        closeReading()
        closeWriting()
    }

    func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
}
