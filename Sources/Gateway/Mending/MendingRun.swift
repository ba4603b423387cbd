/// The task with kept messages that the loop has under way, and who waits for it.
struct MendingRun {
    var mending: Mending
    let question: LoopQuestion
}
