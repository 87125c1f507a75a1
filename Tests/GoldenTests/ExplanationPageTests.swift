import Testing
import TierlineSource

/// The page of each code keeps its promise: Wrong yields that code and nothing else, Right yields
/// nothing.
@Suite struct ExplanationPageTests {
  /// Pages whose promise Tierline doesn't keep yet, with what stands in the way.
  static let unkept: [DiagnosticCode: Comment] = [
    .lawRefuted: "laws are not proved yet",
    .lawUndecided: "laws are not proved yet",
  ]

  @Test(arguments: DiagnosticCode.allCases, Language.allCases)
  func pageHasItsForm(code: DiagnosticCode, language: Language) throws {
    let parts = try ExplanationParts(page: code.page(in: language), language: language)
    #expect(parts.title == "# \(code.rawValue): \(code.title(in: language))")
    #expect(!code.title(in: language).isEmpty)
    #expect(parts.prose.contains(language == .english ? "." : "。"))
    #expect((parts.wrong.records != nil) == code.rawValue.hasPrefix("R"))
  }

  @Test(arguments: DiagnosticCode.allCases, Language.allCases)
  func wrongYieldsItsCode(code: DiagnosticCode, language: Language) throws {
    let parts = try ExplanationParts(page: code.page(in: language), language: language)
    let codes = try parts.wrong.codes()
    if let reason = Self.unkept[code] {
      withKnownIssue(reason) { #expect(codes == [code]) }
    } else {
      #expect(codes == [code])
    }
  }

  @Test(arguments: DiagnosticCode.allCases, Language.allCases)
  func rightYieldsNothing(code: DiagnosticCode, language: Language) throws {
    let parts = try ExplanationParts(page: code.page(in: language), language: language)
    #expect(try parts.right.codes() == [])
  }
}
