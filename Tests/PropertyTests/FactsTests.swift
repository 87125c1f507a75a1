// What conditions say of names, against what a dictionary of names says.

import Support
import Testing
@testable import TierlineChecker
import TierlineRuntime

@Suite struct FactsTests {
  private static let names: [Path] =
    (0..<4).map { .field($0) } + [.named(0), .decision(1), .member(.field(2), 1), .column(1, 0)]

  /// Facts of some of the names, and the same as a dictionary.
  private static func some(
    _ generator: inout SeededGenerator
  ) -> (facts: Facts, known: [Path: Fact]) {
    var facts = Facts()
    var known: [Path: Fact] = [:]
    for name in names.shuffled(using: &generator).prefix(Int.random(in: 0...6, using: &generator)) {
      var fact = Fact(path: name)
      if Bool.random(using: &generator) {
        fact.isPresent = true
        facts.assume(Facts(present: name))
      }
      let lower = Decimal(coefficient: Int128.random(in: 0...3, using: &generator))
      if Bool.random(using: &generator) {
        fact.range = .closed(lower, nil)
        facts.know(name, range: .closed(lower, nil))
      } else if Bool.random(using: &generator) {
        fact.values = [.boolean(true)]
        facts.know(name, values: [.boolean(true)])
      }
      if fact.isPresent || fact.range != nil || fact.values != nil { known[name] = fact }
    }
    return (facts, known)
  }

  private static func agree(_ facts: Facts, _ known: [Path: Fact]) -> Bool {
    names.allSatisfy { name in
      let (one, two) = (facts[name], known[name])
      return one?.isPresent == two?.isPresent && one?.range == two?.range
        && one?.values == two?.values && facts.isPresent(name) == (two?.isPresent ?? false)
        && facts.range(of: name) == two?.range
    }
  }

  @Test func theyAreJoinedByName() {
    var generator = SeededGenerator(seed: 5)
    var shared = 0
    for _ in 0..<2000 {
      let (one, two) = (Self.some(&generator), Self.some(&generator))
      #expect(Self.agree(one.facts, one.known))
      let both = one.known.merging(two.known) { $0.and($1) }
      #expect(Self.agree(one.facts.and(two.facts), both))
      var either: [Path: Fact] = [:]
      for (name, fact) in one.known { either[name] = two.known[name].flatMap { fact.or($0) } }
      #expect(Self.agree(one.facts.or(two.facts), either))
      shared += either.count
      let excludes = one.known.contains { name, fact in
        two.known[name].map { fact.excludes($0) } ?? false
      }
      #expect(one.facts.excludes(two.facts) == excludes)
    }
    #expect(shared > 500)
  }
}
