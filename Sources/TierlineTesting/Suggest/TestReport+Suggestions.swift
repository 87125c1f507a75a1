import TierlineChecker
import TierlineRuntime
import TierlineSource

extension TestReport {
  /// Suggests tests for what no test of the whole run reaches, file by file; after mutation also
  /// for the changes that none notices.
  ///
  /// The run must have kept its records. A point that several files could reach is suggested for
  /// the first alone.
  package func suggestions() -> [SuggestionReport] {
    guard let coverage else { return [] }
    var open = Set(coverage.uncovered)
    var reports: [SuggestionReport] = []
    for file in files {
      guard let material = file.material else { continue }
      let own = open.intersection(material.model.points)
      let survivors = (mutation?.survivors ?? []).map(\.found).filter { $0.path == file.path }
      guard !own.isEmpty || !survivors.isEmpty else { continue }
      var found = material.suggestions(for: own)
      material.addCustomers(for: survivors, to: &found.customers)
      open.subtract(own)
      reports.append(
        SuggestionReport(
          path: file.path,
          text: SuggestedTests(material, language: material.language).text(found.customers),
          count: found.customers.count, unreached: found.unreached, unsearched: found.unsearched))
    }
    return reports
  }
}

extension RunMaterial {
  /// The language that the tests of the file are written in.
  var language: Language {
    guard let first = tests.first else { return .english }
    return program.sources.text(of: first.test.span).hasPrefix("测试") ? .chinese : .english
  }
}
