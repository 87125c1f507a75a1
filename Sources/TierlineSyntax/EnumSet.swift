/// A set of members of an enumeration of bytes, as bits: asking needs no hash and no memory.
package struct EnumSet<Member>: Sendable
where Member: RawRepresentable<UInt8> & CaseIterable & Sendable {
  /// The members below 128, and those from there on.
  private var bits: (low: UInt128, high: UInt128) = (0, 0)

  package func contains(_ member: Member) -> Bool {
    let raw = member.rawValue
    return (raw < 128 ? bits.low : bits.high) >> (raw & 127) & 1 == 1
  }

  mutating func insert(_ member: Member) {
    let raw = member.rawValue
    if raw < 128 { bits.low |= 1 << raw } else { bits.high |= 1 << (raw & 127) }
  }

  /// The members, in the order of the enumeration.
  package var members: [Member] { Member.allCases.filter(contains) }
}

extension EnumSet: ExpressibleByArrayLiteral {
  package init(arrayLiteral members: Member...) {
    for member in members { insert(member) }
  }
}
