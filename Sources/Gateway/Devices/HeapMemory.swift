import CLinux

/// How the C library keeps memory that was freed.
enum HeapMemory {
    /// Blocks from this size on are given back as soon as they are freed.
    private static let largeBytes: Int32 = 1 << 20

    /// To be called at the start: else each thread's heap keeps up to twice the largest block that was ever freed.
    static func prepare() { mallopt(M_MMAP_THRESHOLD, largeBytes) }

    /// Gives back what was freed in the meantime.
    static func giveBack() { malloc_trim(0) }
}
