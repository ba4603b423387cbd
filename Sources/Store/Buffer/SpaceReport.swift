/// What one step of giving file space back did.
public struct SpaceReport: Hashable, Sendable {
    /// Pages of 4096 bytes that the file lost.
    public let pagesGivenBack: Int
    /// Pages in the file that hold nothing.
    public let freePages: Int
    /// Whether nothing is left that is worth giving back now.
    public let isComplete: Bool

    /// A report of its parts.
    public init(pagesGivenBack: Int, freePages: Int, isComplete: Bool) {
        self.pagesGivenBack = pagesGivenBack
        self.freePages = freePages
        self.isComplete = isComplete
    }
}
