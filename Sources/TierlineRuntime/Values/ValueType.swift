/// The type of an expression, field or decision.
package indirect enum ValueType: Hashable, Sendable {
  case boolean
  /// A number without a fraction.
  case integer
  case number
  case money(Currency)
  case date
  case days
  case months
  case text
  /// An ordered set of names; the index is into `Program.levelTypes`.
  case level(Int)
  /// The index is into `Program.records`.
  case record(Int)
  case list(of: ValueType)
}
