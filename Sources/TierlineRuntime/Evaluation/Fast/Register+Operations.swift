// Operations on registers: those of `Decimal` and `Truth`, with absence as a state.

extension Register {
  @inline(__always)
  private func strict(_ other: Register, _ operation: (Int128, Int128) -> Register) -> Register {
    let state = state.joined(other.state)
    return state == .present ? operation(bits, other.bits) : Register(state: state)
  }

  /// A decimal's coefficient, or an overflow for none.
  @inline(__always)
  private init(_ number: Decimal?) {
    if let number {
      self.init(number.coefficient)
    } else {
      self.init(state: .overflow)
    }
  }

  @inline(__always)
  private static func decimal(_ bits: Int128) -> Decimal { Decimal(coefficient: bits) ?? .zero }

  @inline(__always)
  func adding(_ other: Register) -> Register {
    strict(other) { Register(Self.decimal($0).adding(Self.decimal($1))) }
  }

  @inline(__always)
  func subtracting(_ other: Register) -> Register {
    strict(other) { Register(Self.decimal($0).subtracting(Self.decimal($1))) }
  }

  func multiplied(by other: Register) -> Register {
    strict(other) { Register(Self.decimal($0).multiplied(by: Self.decimal($1))) }
  }

  /// Missing for a divisor of 0.
  func divided(by other: Register) -> Register {
    strict(other) { dividend, divisor in
      if divisor == 0 { return Register(state: .missing) }
      return Register(Self.decimal(dividend).divided(by: Self.decimal(divisor)))
    }
  }

  func rounded(to multiple: Register, _ mode: RoundingMode) -> Register {
    strict(multiple) {
      Register(Self.decimal($0).rounded(toMultipleOf: Self.decimal($1), mode))
    }
  }

  @inline(__always)
  func least(_ other: Register) -> Register { strict(other) { Register(Swift.min($0, $1)) } }

  @inline(__always)
  func greatest(_ other: Register) -> Register { strict(other) { Register(Swift.max($0, $1)) } }

  /// Days from this date to another, as a number.
  @inline(__always)
  func days(to other: Register) -> Register {
    strict(other) { Register(($1 - $0) * Decimal.unit) }
  }

  @inline(__always)
  func compared(with other: Register, _ holds: (Int128, Int128) -> Bool) -> Register {
    strict(other) { Register(holds($0, $1)) }
  }

  // MARK: Kleene's logic, overflow before unknown

  @inline(__always)
  func and(_ other: Register) -> Register {
    if isNo || other.isNo { return Register(false) }
    let state = state.joined(other.state)
    return state == .present ? Register(true) : Register(state: state)
  }

  @inline(__always)
  func or(_ other: Register) -> Register {
    if isYes || other.isYes { return Register(true) }
    let state = state.joined(other.state)
    return state == .present ? Register(false) : Register(state: state)
  }

  @inline(__always)
  var negated: Register { state == .present ? Register(bits == 0) : self }
}
