// What a command is: the shape of the table in `CommandTable.swift`.
//
// Parsing, help, "did you mean" and shell completions all read that one table, so a new option is
// one entry and cannot be forgotten in any of them.

import TierlineSource

/// A command of the program.
struct Command: Sendable {
  let name: CommandName
  /// What it does, as the end of "tierline NAME …".
  let summary: Wording
  let operands: [Operand]
  /// Without those that every command has.
  let options: [Option]
  let examples: [Example]
  /// More that is worth knowing; a paragraph each.
  var remarks: [Wording] = []

  /// An example that works as it stands.
  struct Example: Sendable {
    let line: String
    let effect: Wording
  }

  /// Its own options and then those that every command has.
  var allOptions: [Option] { options + Option.common }

  func option(_ name: OptionName) -> Option? { allOptions.first { $0.name == name } }
}

/// An argument that is no option.
struct Operand: Sendable {
  /// In capitals, as help shows it: `RULESET`.
  let placeholder: String
  let summary: Wording
  var isOptional = false
  /// Whether any number may follow.
  var repeats = false
  var completion = Completion.files

  /// As help shows it: `[DATA…]`.
  var usage: String {
    let name = placeholder + (repeats ? "…" : "")
    return isOptional ? "[\(name)]" : name
  }
}

/// What a shell offers for a value.
enum Completion: Sendable {
  case nothing, files, folders
  case words([String])
}

/// An option of a command.
struct Option: Sendable {
  let name: OptionName
  var letter: Character?
  let shape: Shape
  let summary: Wording
  /// Whether it may be given several times.
  var repeats = false

  /// What follows its name.
  enum Shape: Sendable {
    /// Nothing.
    case flag
    /// One of these words; the first is the default.
    case choice([String])
    /// Any text; the placeholder stands in help, as does an example in errors.
    case value(String, example: String, Completion)
  }

  /// The name as typed: `--format`.
  var spelling: String { "--" + name.rawValue }

  /// The name and what follows it: `--format pretty|json`.
  var usage: String {
    switch shape {
    case .flag: spelling
    case .choice(let words): spelling + " " + words.joined(separator: "|")
    case .value(let placeholder, _, _): spelling + " " + placeholder
    }
  }

  /// Something that may be typed: `--format json`.
  var example: String {
    switch shape {
    case .flag: spelling
    case .choice(let words): spelling + " " + words.joined(separator: "|")
    case .value(_, let example, _): spelling + " " + example
    }
  }
}

/// A command line that could be read.
struct Invocation {
  let command: CommandName
  var operands: [String] = []
  /// What was given, in the order of the command line; a flag has one empty value.
  var values: [OptionName: [String]] = [:]

  func has(_ option: OptionName) -> Bool { values[option] != nil }

  func value(_ option: OptionName) -> String? { values[option]?.last }

  /// The chosen word of an option, or the first of `Choice`.
  func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ option: OptionName, default fallback: Choice
  ) -> Choice {
    value(option).flatMap(Choice.init(rawValue:)) ?? fallback
  }
}
