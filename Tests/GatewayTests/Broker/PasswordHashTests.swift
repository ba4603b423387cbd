import Observations
import Store
import Testing

@testable import Gateway

@Suite struct PasswordHashTests {
    private static let now = Timestamp(microseconds: 1_795_420_800_000_000)

    /// Reckoned with Python's hashlib.pbkdf2_hmac; `mosquitto_passwd` writes the same form.
    @Test func theHashIsMosquittos() {
        let hash =
            "$7$101$AQIDBAUGBwgJCgsM$"
            + "ElKF/yT2lAwrOIqDbqwyDkdEWWjEv9xNCPp7zaw7NgKePlIs4CqOpY89+U/jSu9Z0ymojy1xkdWS2VfMzvRKZw=="
        #expect(PasswordHash.text("secret", salt: Array(1...12)) == hash)
        #expect(PasswordHash.text("secret2", salt: Array(1...12)) != hash)
        #expect(PasswordHash.text("secret", salt: Array(2...13)) != hash)
    }

    private static func thing(_ hardwareID: String = "dev0") throws -> Thing {
        try IntakeTests.thing("air-0", "elsys/ers", hardwareID: hardwareID)
    }

    @Test func aPasswordIsRandomURLSafeAndNeverInItsLine() throws {
        var random = SystemRandomNumberGenerator()
        let passwords = (0..<100).map { _ in DevicePassword(using: &random) }
        #expect(Set(passwords.map(\.password)).count == 100)
        for password in passwords {
            #expect(password.password.wholeMatch(of: /[A-Za-z0-9_-]{32}/) != nil)
            let credentials = password.credentials(
                for: try Self.thing(),
                replacing: nil,
                overlap: .zero,
                at: Self.now
            )
            #expect(!"\(credentials)".contains(password.password))
        }
    }

    @Test func anOldPasswordThatStaysValidKeepsItsName() throws {
        var random = SystemRandomNumberGenerator()
        func next(_ known: DeviceCredentials?, _ overlap: Duration) throws -> DeviceCredentials {
            DevicePassword(using: &random).credentials(
                for: try Self.thing(),
                replacing: known,
                overlap: overlap,
                at: Self.now
            )
        }
        let first = try next(nil, .seconds(60))
        #expect(first.current.user == "dev0" && first.previous == nil)
        let second = try next(first, .seconds(60))
        #expect(second.current.user == "dev0/2" && second.previous == first.current)
        #expect(second.lines(at: Self.now) == [second.current, first.current])
        let after = Self.now.advanced(byMicroseconds: 60_000_000)
        #expect(second.lines(at: after) == [second.current])
        let third = try next(second, .seconds(60))
        #expect(third.current.user == "dev0" && third.previous == second.current)
        let fourth = try next(second, .zero)
        #expect(fourth.current.user == "dev0" && fourth.previous == nil)
    }

    @Test(arguments: ["a:b", "a/b", "a+", "#a", "a b", "$a", "a\tb"])
    func aHardwareIDThatIsNoUserNameIsRefused(hardwareID: String) {
        #expect(DevicePassword.obstacle(hardwareID)?.contains(hardwareID) == true)
        #expect(DevicePassword.obstacle("70b3d50000000abc") == nil)
    }
}
