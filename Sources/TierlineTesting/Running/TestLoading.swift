// How files come in: a closure from outside, each file asked for once.

package import TierlineChecker
import TierlineRuntime
import TierlineSource

/// Gives the bytes of a path, as for a check.
package typealias FileLoader = (String) -> Result<[UInt8], LoadFailure>

/// The fixtures of one test file, each read once.
struct FixtureShelf {
  let load: FileLoader
  private var files: [String: Result<FixtureFile, LoadFailure>] = [:]

  init(load: @escaping FileLoader) { self.load = load }

  /// The JSON of a given record, what is laid over it left out.
  mutating func record(
    _ given: GivenRecord, of program: Program
  ) throws(TestProblem) -> [UInt8] {
    guard let file = given.file else { return Array("{}".utf8) }
    if files[file.path] == nil { files[file.path] = load(file.path).map(FixtureFile.init) }
    switch files[file.path] {
    case .failure(let failure): throw TestProblem(file, failure)
    case nil: throw TestProblem(file, .notFound)
    case .success(var fixture):
      // Out of the shelf while it changes, so that its text is not copied.
      files[file.path] = nil
      defer { files[file.path] = .success(fixture) }
      do throws(FixtureFile.Problem) {
        return given.key.isEmpty
          ? try fixture.single() : try fixture.record(given.key, of: program)
      } catch {
        throw TestProblem(file, error, key: given, program)
      }
    }
  }
}

extension FixtureShelf {
  /// The whole of a file.
  func bytes(of file: TestFile) throws(TestProblem) -> [UInt8] {
    switch load(file.path) {
    case .success(let bytes): return bytes
    case .failure(let failure): throw TestProblem(file, failure)
    }
  }
}

/// Why a test cannot be run.
struct TestProblem: Error {
  var span: SourceSpan
  var message: Wording

  init(span: SourceSpan, message: Wording) {
    self.span = span
    self.message = message
  }

  init(_ file: TestFile, _ failure: LoadFailure) {
    span = file.span
    let name = file.written.printable
    message =
      switch failure {
      case .notFound: Wording("there is no file `\(name)`", zh: "找不到文件 `\(name)`")
      case .outside:
        Wording("`\(name)` leaves the folder of the test", zh: "`\(name)` 超出了测试所在的文件夹")
      case .unreadable(let reason):
        Wording("`\(name)` cannot be read: \(reason)", zh: "无法读取 `\(name)`：\(reason)")
      }
  }

  init(
    _ file: TestFile, _ problem: FixtureFile.Problem, key given: GivenRecord, _ program: Program
  ) {
    let name = file.written.printable
    span = given.span
    switch problem {
    case .noRecord:
      message = Wording("`\(name)` holds no record", zh: "`\(name)` 中没有记录")
    case .severalRecords(let count):
      message = Wording(
        "`\(name)` holds \(count) records: choose one with `key`",
        zh: "`\(name)` 中有 \(count) 条记录：请用 `主键` 选取一条")
    case .noSuchKey:
      let key = zip(given.key, program.input.keyFields).map { value, field in
        program.show(
          value, as: program.input.fields[field].type,
          isSensitive: program.input.fields[field].isSensitive
        ).text.english
      }.joined(separator: ", ")
      message = Wording(
        "`\(name)` holds no record with the key \(key)", zh: "`\(name)` 中没有主键为 \(key) 的记录")
    }
  }
}
