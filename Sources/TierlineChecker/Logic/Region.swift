// When a condition is yes, as a union of boxes: for each of a few subjects, the values it may have.
//
// `overdue > 30 and kind = "a" or risk = high` is two boxes. A box holds where each of its subjects
// has one of its values; a region where any of its boxes does. Regions follow Kleene's logic: a
// condition has one for yes and one for no, and is unknown elsewhere. What is no test of one subject
// by literals (`a > b`, `x in named_list`, a parameter's value) is a subject of its own with the
// values yes and no, so that nothing is ever guessed: equal texts have equal values, and that is all
// that is known of them. A region knows what is true of every valid record, not what holds where
// the condition stands; so it speaks for the condition alone, whatever rules come before it.

import TierlineRuntime
import TierlineSource

/// What a box says something about.
enum Subject: Hashable {
  case path(Path)
  /// Anything else, by its text: expressions of one text and type have one value.
  case text(String, ValueType)
  /// A condition too large to be compared.
  case expression(ExpressionID)
}

/// The records of which each subject has one of its values; no subject means all records.
struct Box {
  private(set) var entries: [(subject: Subject, values: SubjectValues)] = []

  static let everything = Box()
  /// More subjects than this are not followed.
  static let subjectsMax = 12

  init() {}

  init(_ subject: Subject, _ values: SubjectValues) { entries = [(subject, values)] }

  /// The one subject that it speaks of, if there is only one.
  var single: (subject: Subject, values: SubjectValues)? {
    entries.count == 1 ? entries[0] : nil
  }

  var isEmpty: Bool { entries.contains { $0.values.isEmpty } }

  func intersection(_ other: Box) -> Box {
    var result = self
    for entry in other.entries {
      if let index = entries.firstIndex(where: { $0.subject == entry.subject }) {
        result.entries[index].values = entries[index].values.intersection(entry.values)
      } else {
        result.entries.append(entry)
      }
    }
    return result
  }

  /// Whether every record of this box is in the other.
  func isWithin(_ other: Box) -> Bool {
    other.entries.allSatisfy { entry in
      entries.contains { $0.subject == entry.subject && $0.values.isSubset(of: entry.values) }
    }
  }
}

/// A union of boxes, none of them empty.
struct Region {
  private(set) var boxes: [Box] = []

  static let nothing = Region()
  static let everything = Region([.everything])
  /// More boxes than this are not followed.
  static let boxesMax = 12

  private init() {}

  init(_ boxes: [Box]) { self.boxes = boxes.filter { !$0.isEmpty } }

  var isEmpty: Bool { boxes.isEmpty }

  /// Both hold; nil where that takes too many boxes.
  func intersection(_ other: Region) -> Region? {
    guard boxes.count * other.boxes.count <= Self.boxesMax else { return nil }
    let result = Region(boxes.flatMap { box in other.boxes.map { box.intersection($0) } })
    return result.boxes.contains { $0.entries.count > Box.subjectsMax } ? nil : result
  }

  /// Either holds; nil where that takes too many boxes.
  ///
  /// Boxes of one and the same subject become one.
  func union(_ other: Region) -> Region? {
    var result = self
    for box in other.boxes {
      guard let (subject, values) = box.single,
        let twin = result.boxes.firstIndex(where: { $0.single?.subject == subject }),
        let known = result.boxes[twin].single?.values
      else {
        result.boxes.append(box)
        continue
      }
      guard let both = known.union(values) else { return nil }
      result.boxes[twin] = Box(subject, both)
    }
    return result.boxes.count <= Self.boxesMax ? result : nil
  }

  /// Whether no record is in both.
  func excludes(_ other: Region) -> Bool {
    boxes.allSatisfy { box in other.boxes.allSatisfy { box.intersection($0).isEmpty } }
  }
}

/// Where a condition is yes and where it is no.
struct Truths {
  var yes: Region
  var no: Region
  /// The smallest part that is never yes, where the whole is not.
  var neverYes: SourceSpan?

  var negated: Truths { Truths(yes: no, no: yes) }

  /// A condition of which nothing but its own yes and no is known.
  static func opaque(_ subject: Subject) -> Truths {
    func region(_ value: Bool) -> Region {
      let values = SubjectValues(takesMissing: false, present: .only([.boolean(value)]))
      return Region([Box(subject, values)])
    }
    return Truths(yes: region(true), no: region(false))
  }

  static func constant(_ value: Bool) -> Truths {
    Truths(yes: value ? .everything : .nothing, no: value ? .nothing : .everything)
  }

  /// `and`; nil where it takes too much.
  func and(_ other: Truths) -> Truths? {
    guard let yes = yes.intersection(other.yes), let no = no.union(other.no) else { return nil }
    return Truths(yes: yes, no: no, neverYes: neverYes ?? other.neverYes)
  }

  /// `or`; nil where it takes too much.
  func or(_ other: Truths) -> Truths? {
    guard let yes = yes.union(other.yes), let no = no.intersection(other.no) else { return nil }
    return Truths(yes: yes, no: no)
  }
}
