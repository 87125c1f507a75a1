/// A currency of ISO 4217.
package struct Currency: Hashable, Sendable {
  /// Three capital letters: `CNY`.
  package let code: String
  /// Decimals of its minor unit: 2 for CNY, 0 for JPY.
  package let places: Int
}
