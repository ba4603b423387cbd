import Foundation
import Glibc
import Observations
import Store

extension Author {
    /// The person at the terminal: who called sudo, else the process's own user.
    static var person: Author { Author(personName) { .now } }

    private static var personName: String {
        if geteuid() == 0, let caller = ProcessInfo.processInfo.environment["SUDO_USER"], !caller.isEmpty {
            return caller
        }
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "uid \(geteuid())" }
        return String(cString: name)
    }
}
