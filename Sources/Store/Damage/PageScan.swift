internal import GRDB
internal import Observations

/// Finds rows of the outbox in the pages of a database whose tree no longer leads to them.
///
/// A table's rows lie in leaf pages, each with its own list of cells, so that they can be read without the pages above them. The
/// outbox' rows are known by their shape: no other table has twelve columns. Pages that the file lists as free are passed
/// over: their rows were acknowledged, and would be counted in the place of those that are missing. Where that list cannot be read,
/// they come a second time under the same id at worst. The youngest are taken first, and no more than are missing. Format: https://www.sqlite.org/fileformat2.html#b_tree_pages and `#record_format`.
struct PageScan {
    /// Beyond these pages (256 MiB) nothing is looked for: the start must not take minutes.
    static let pagesMax = 65_536

    let path: String
    private let pages: Int

    init(path: String) {
        self.path = path
        pages = min(Int((FileSystem.size(of: path) ?? 0) / Int64(Salvage.pageBytes)), PageScan.pagesMax)
    }

    /// Puts rows that are not there yet into the outbox of another database, at most `limit`.
    ///
    /// - Returns: how many, and the highest sequence among them.
    func recover(into target: Database, limit: Int) throws -> (count: Int, highest: Int64) {
        let names = SalvagedTable.Table.outbox.columns
        let insert = try DirectStatement(
            target,
            "INSERT OR IGNORE INTO outbox (\(names.joined(separator: ", "))) "
                + "VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
        )
        var count = 0
        var highest: Int64 = 0
        for place in try places() where count < limit {
            guard let row = try row(at: place) else { continue }
            insert.bind(place.sequence, at: 0)
            for (index, value) in row.enumerated().dropFirst() { value.bind(to: insert, at: Int32(index)) }
            do {
                try insert.run()
            } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT {
                continue
            }
            count += insert.changedRows
            highest = max(highest, place.sequence)
        }
        return (count, highest)
    }

    /// Where a row lies.
    private struct Place {
        let sequence: Int64
        let page: Int
        /// Of its payload in the page.
        let offset: Int
        let bytes: Int
    }

    /// All cells of leaf pages that may be rows, the youngest first.
    private func places() throws(StoreError) -> [Place] {
        var places: [Place] = []
        let free = try freePages()
        // The first page holds the names of the tables.
        for number in 2..<max(2, pages + 1) where !free.contains(number) {
            let page = try read(number)
            guard page.count == Salvage.pageBytes, page[0] == 13 else { continue }
            let cells = Int(page[3]) << 8 | Int(page[4])
            guard 8 + 2 * cells <= page.count else { continue }
            for cell in 0..<cells {
                var reader = RecordReader(page, at: Int(page[8 + 2 * cell]) << 8 | Int(page[9 + 2 * cell]))
                guard let bytes = reader.varint(), let sequence = reader.varint() else { continue }
                guard (20...(1 << 20)).contains(bytes), sequence > 0 else { continue }
                places.append(Place(sequence: sequence, page: number, offset: reader.place, bytes: Int(bytes)))
            }
        }
        return places.sorted { $0.sequence > $1.sequence }
    }

    /// The pages that hold nothing any more, as far as their list can be read.
    ///
    /// Format: https://www.sqlite.org/fileformat2.html#the_freelist; the first page has where it begins at byte 32.
    private func freePages() throws(StoreError) -> Set<Int> {
        var free: Set<Int> = []
        let header = try read(1)
        guard header.count == Salvage.pageBytes else { return free }
        var next = PageScan.number(header, at: 32)
        while next > 1, next <= pages, free.insert(next).inserted {
            let trunk = try read(next)
            guard trunk.count == Salvage.pageBytes else { break }
            let count = PageScan.number(trunk, at: 4)
            guard count <= Salvage.pageBytes / 4 - 2 else { break }
            for leaf in 0..<count { free.insert(PageScan.number(trunk, at: 8 + 4 * leaf)) }
            next = PageScan.number(trunk, at: 0)
        }
        return free
    }

    /// The values of a row of the outbox; nothing when it is none.
    private func row(at place: Place) throws(StoreError) -> [RecordValue]? {
        guard let payload = try payload(at: place) else { return nil }
        var reader = RecordReader(payload, at: 0)
        guard let row = reader.record(), row.count == SalvagedTable.Table.outbox.columns.count else { return nil }
        // sequence (the row's number instead), eight numbers of which two may be missing, two texts, a blob.
        guard row[0] == .null, row[1..<9].allSatisfy(\.isIntegerOrNull) else { return nil }
        guard case .text(let thing) = row[9], case .text = row[10], case .blob = row[11] else { return nil }
        do {
            _ = try Slug(String(decoding: thing, as: UTF8.self))
        } catch {
            return nil
        }
        return row
    }

    /// What a cell holds, with the pages that it overflows into.
    private func payload(at place: Place) throws(StoreError) -> [UInt8]? {
        let page = try read(place.page)
        let usable = Salvage.pageBytes
        var local = place.bytes
        if local > usable - 35 {
            let least = (usable - 12) * 32 / 255 - 23
            let rest = least + (place.bytes - least) % (usable - 4)
            local = rest <= usable - 35 ? rest : least
        }
        guard place.offset + local <= page.count else { return nil }
        var payload = Array(page[place.offset..<place.offset + local])
        guard local < place.bytes else { return payload }
        guard place.offset + local + 4 <= page.count else { return nil }
        var next = PageScan.number(page, at: place.offset + local)
        while payload.count < place.bytes {
            guard next > 1, next <= pages else { return nil }
            let overflow = try read(next)
            guard overflow.count == usable else { return nil }
            payload += overflow[4..<min(usable, 4 + place.bytes - payload.count)]
            next = PageScan.number(overflow, at: 0)
        }
        return payload
    }

    private func read(_ page: Int) throws(StoreError) -> [UInt8] {
        try FileSystem.read(path, from: Int64(page - 1) * Int64(Salvage.pageBytes), count: Salvage.pageBytes)
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> Int {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
