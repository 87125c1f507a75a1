/// An exact decimal of at most 38 significant digits, 18 of them behind the point.
package struct Decimal: Hashable, Sendable {
  /// The number in units of 10⁻¹⁸; always within ±(10³⁸ − 1).
  package var coefficient: Int128
}
