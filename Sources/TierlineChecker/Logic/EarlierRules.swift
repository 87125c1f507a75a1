// What the earlier rules of a block have taken, so that a later one can be seen to get nothing.
//
// A box of a later rule gets nothing where one box of an earlier rule holds it, or where nothing is
// left of one of its subjects once all earlier rules of that subject alone are taken off. Earlier
// boxes are found by a value that they ask for, so that thousands of rules of different customers,
// industries or grades are not compared each with each; where too many ask for the same, only
// the latest are compared.

import TierlineRuntime
import TierlineSource

/// The rules of a block so far, of those that end it for a record that they take.
struct EarlierRules {
  /// What an earlier box is found by: a value that it asks for, or its subject alone.
  private struct Key: Hashable {
    var subject: Subject
    var value: PlainValue?
  }

  private var boxes: [(box: Box, subjects: UInt64, place: SourceSpan)] = []
  private var found: [Key: [Int]] = [:]
  private var left: [Subject: SubjectValues] = [:]
  /// Numbers of the subjects of earlier boxes.
  private var numberOf: [Subject: Int] = [:]
  /// Whether no record gets past the rules so far.
  private(set) var takesAll = false
  /// Whether it was said that nothing gets past them: what follows is one cause.
  var isTold = false

  /// How many earlier boxes of one key a box is compared with.
  private static let comparedMax = 32
  /// Boxes that ask for more values than this are found by their subject.
  private static let valuesMax = 8

  /// Why a rule gets nothing.
  enum Reason {
    /// One earlier rule takes it all.
    case earlier(SourceSpan)
    /// Several do together.
    case together
  }

  /// Whether every record of a region is taken already; nil where one may be left.
  func reason(_ region: Region) -> Reason? {
    guard !takesAll else { return .together }
    guard !region.isEmpty else { return nil }
    var places: Set<SourceSpan> = []
    for box in region.boxes {
      if let place = holder(of: box) {
        places.insert(place)
      } else if isUsedUp(box) {
        places.insert(.nowhere)
      } else {
        return nil
      }
    }
    guard places.count == 1, let place = places.first, place != .nowhere else { return .together }
    return .earlier(place)
  }

  /// The earlier rule that takes all of a box.
  private func holder(of box: Box) -> SourceSpan? {
    let subjects = subjects(of: box)
    for entry in box.entries {
      var candidates = [found[Key(subject: entry.subject, value: nil)] ?? []]
      if case .only(let values) = entry.values.present, values.count <= Self.valuesMax {
        // What holds it is found by each of its values: by the rarest there is least to compare.
        let lists = values.map { found[Key(subject: entry.subject, value: $0)] ?? [] }
        if let rarest = lists.min(by: Self.isRarer) { candidates.append(rarest) }
      }
      for index in candidates.lazy.flatMap({ $0.suffix(Self.comparedMax) })
      where boxes[index].subjects & ~subjects == 0 && box.isWithin(boxes[index].box) {
        return boxes[index].place
      }
    }
    return nil
  }

  /// The same order of lists whatever the order of a set.
  private static func isRarer(_ left: [Int], _ right: [Int]) -> Bool {
    left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
  }

  /// A bit for each of its subjects: a box that asks for more than another does not hold it.
  private func subjects(of box: Box) -> UInt64 {
    box.entries.reduce(0) { bits, entry in
      numberOf[entry.subject].map { bits | 1 << UInt64($0 & 63) } ?? bits
    }
  }

  /// Whether nothing is left of one of its subjects.
  private func isUsedUp(_ box: Box) -> Bool {
    box.entries.contains { entry in
      left[entry.subject].map { entry.values.intersection($0).isEmpty } ?? false
    }
  }

  /// Takes a region; `universes` tells what a subject can be at all.
  mutating func take(
    _ region: Region, at place: SourceSpan, universes: [Subject: SubjectValues]
  ) {
    for box in region.boxes {
      guard let first = box.entries.first else {
        takesAll = true
        continue
      }
      if let (subject, values) = box.single, let known = left[subject] ?? universes[subject] {
        let rest = known.subtracting(values)
        if rest.partCount <= SubjectValues.partsMax { left[subject] = rest }
        if rest.isEmpty { takesAll = true }
      }
      let keys = box.entries.lazy.compactMap(Self.keys).first
      for key in keys ?? [Key(subject: first.subject, value: nil)] {
        found[key, default: []].append(boxes.count)
      }
      for entry in box.entries where numberOf[entry.subject] == nil {
        numberOf[entry.subject] = numberOf.count
      }
      boxes.append((box, subjects(of: box), place))
    }
  }

  /// The values that an entry asks for, where they are few.
  private static func keys(_ entry: (subject: Subject, values: SubjectValues)) -> [Key]? {
    guard case .only(let values) = entry.values.present, values.count <= valuesMax,
      !entry.values.takesMissing
    else { return nil }
    return values.map { Key(subject: entry.subject, value: $0) }
  }
}
