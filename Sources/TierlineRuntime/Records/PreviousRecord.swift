/// What an earlier run knew of a record and decided for it: the values behind `previous.X`.
///
/// A value that the snapshot lacks, or that no longer fits its type, is `.missing`.
package struct PreviousRecord: Sendable {
  /// By index into the input's fields.
  package var fields: [Value]
  /// By index into `Program.decisions`: points, level, amount or value; the raised rules of an
  /// alerts block as a list of their names; the columns of a table of several outputs as a record.
  package var decisions: [Value]

  package init(fields: [Value], decisions: [Value]) {
    self.fields = fields
    self.decisions = decisions
  }
}
