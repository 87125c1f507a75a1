// What came of running tests, as data; the reporters in `Formats/` write it.

package import TierlineSource

/// What became of a test, or of one row of its table.
package struct CaseReport: Sendable {
  package var name: String
  /// The row from 1; nil for a test without a table.
  package var row: Int?
  /// Where it stands: the test's name, or the row.
  package var place: SourcePlace
  package var outcome: Outcome

  package enum Outcome: Sendable {
    case passed
    /// Never empty.
    case failed([TestFailure])
    /// It could not be run.
    case broken(TestFailure)
  }

  package var isPassed: Bool {
    switch outcome {
    case .passed: true
    case .failed, .broken: false
    }
  }

  package var failures: [TestFailure] {
    switch outcome {
    case .passed: []
    case .failed(let failures): failures
    case .broken(let failure): [failure]
    }
  }

  /// The name with its row: `the edge of delinquency, row 2`.
  package var title: Wording {
    guard let row else { return Wording(same: name) }
    return Wording("\(name), row \(row)", zh: "\(name)，第 \(row) 行")
  }
}

/// One expectation that was not met, or the reason why a test could not be run.
package struct TestFailure: Sendable {
  package var place: SourcePlace
  /// `risk: expected high, found low`.
  package var message: Wording
  /// What led to the decision, a line each.
  package var details: [Wording]

  package init(place: SourcePlace, message: Wording, details: [Wording] = []) {
    self.place = place
    self.message = message
    self.details = details
  }
}

/// A place in a file, as an editor opens it; lines and columns from 1.
package struct SourcePlace: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The beginning of a span.
  package init(_ span: SourceSpan, in sources: SourceMap) {
    let source = sources.file(of: span)
    let position = source?.position(of: span.start) ?? SourcePosition(line: 1, column: 1)
    self.init(file: source?.path ?? "", line: position.line, column: position.column)
  }
}
