// From words on the command line to an `Invocation`.
//
// Options may stand before or after operands, as `--format json`, `--format=json`, `-f json` or
// `-fjson`; letters combine (`-qf json`); behind `--` everything is an operand. Whatever is wrong
// gives one line that says what to type instead.

import TierlineSource

/// What a command line asks for.
enum Request {
  case run(Invocation)
  /// The help of a command; nil for the overview.
  case help(CommandName?)
  case version
}

/// Options that hold even where the rest of the line is wrong: they decide how errors look.
struct CommonOptions {
  var language: Language?
  var color = ColorChoice.auto

  /// Looks for them without minding anything else.
  init(scanning arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst(), argument != "--" {
      guard argument.hasPrefix("--") else { continue }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? String(parts[1]) : rest.first ?? ""
      if parts[0] == OptionName.lang.rawValue {
        language = Language(rawValue: value) ?? language
      } else if parts[0] == OptionName.color.rawValue {
        color = ColorChoice(rawValue: value) ?? color
      }
    }
  }
}

/// Reads one command line.
struct ArgumentParser {
  private var rest: ArraySlice<String>
  private var command: Command?
  private var operands: [String] = []
  private var values: [OptionName: [String]] = [:]

  /// Reads the arguments, without the program's own name.
  static func parse(_ arguments: [String]) throws(Stop) -> Request {
    var parser = ArgumentParser(rest: arguments[...])
    return try parser.request()
  }

  private init(rest: ArraySlice<String>) { self.rest = rest }

  private mutating func request() throws(Stop) -> Request {
    var onlyOperands = false
    while let argument = rest.popFirst() {
      if onlyOperands || argument == "-" || !argument.hasPrefix("-") {
        try take(argument)
      } else if argument == "--" {
        onlyOperands = true
      } else if argument.hasPrefix("--") {
        try takeLong(argument.dropFirst(2))
      } else {
        try takeLetters(argument.dropFirst())
      }
    }
    if values[.help] != nil { return .help(command?.name) }
    if values[.version] != nil { return .version }
    guard let command else { return .help(nil) }
    try checkOperands(of: command)
    return .run(Invocation(command: command.name, operands: operands, values: values))
  }

  /// An argument that is no option: the command first, then its operands.
  private mutating func take(_ word: String) throws(Stop) {
    guard command == nil else { return operands.append(word) }
    guard let name = CommandName(rawValue: word) else {
      throw UsageMessage.unknownCommand(word)
    }
    command = .named(name)
  }

  private mutating func takeLong(_ text: Substring) throws(Stop) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let attached = parts.count == 2 ? String(parts[1]) : nil
    let spelling = parts.first.map(String.init) ?? ""
    guard let option = knownOptions.first(where: { $0.name.rawValue == spelling }) else {
      throw UsageMessage.unknownOption(
        "--" + spelling, of: command, known: knownOptions.map(\.spelling))
    }
    try take(option, attached: attached)
  }

  /// Options by their letters: `-h`, `-qf json`, `-fjson`.
  private mutating func takeLetters(_ text: Substring) throws(Stop) {
    var letters = text
    while let letter = letters.popFirst() {
      guard let option = knownOptions.first(where: { $0.letter == letter }) else {
        throw UsageMessage.unknownOption(
          "-\(letter)", of: command,
          known: knownOptions.compactMap { option in option.letter.map { "-\($0)" } })
      }
      if case .flag = option.shape {
        try take(option, attached: nil)
      } else {
        if letters.first == "=" { letters.removeFirst() }
        return try take(option, attached: letters.isEmpty ? nil : String(letters))
      }
    }
  }

  private var knownOptions: [Option] {
    command?.allOptions ?? Option.common + [Option.version]
  }

  private mutating func take(_ option: Option, attached: String?) throws(Stop) {
    let value: String
    switch option.shape {
    case .flag:
      if attached != nil { throw UsageMessage.valueUnwanted(option) }
      value = ""
    case .choice(let words):
      value = if let attached { attached } else { try next(for: option) }
      guard words.contains(value) else {
        throw UsageMessage.notAChoice(value, of: option, words: words)
      }
    case .value:
      value = if let attached { attached } else { try next(for: option) }
      if value.isEmpty { throw UsageMessage.valueMissing(option) }
    }
    if case .flag = option.shape {
      values[option.name] = [value]
    } else if values[option.name] != nil, !option.repeats {
      throw UsageMessage.givenTwice(option)
    } else {
      values[option.name, default: []].append(value)
    }
  }

  /// The next argument as a value, unless it is an option that this command has.
  private mutating func next(for option: Option) throws(Stop) -> String {
    guard let value = rest.first,
      !knownOptions.contains(where: { $0.spelling == value.prefix { $0 != "=" } })
    else { throw UsageMessage.valueMissing(option) }
    rest.removeFirst()
    return value
  }

  private func checkOperands(of command: Command) throws(Stop) {
    let needed = command.operands.count { !$0.isOptional }
    if operands.count < needed {
      throw UsageMessage.operandMissing(command.operands[operands.count], of: command)
    }
    let takesMore = command.operands.last?.repeats ?? false
    if operands.count > command.operands.count, !takesMore {
      throw UsageMessage.operandUnwanted(operands[command.operands.count], of: command)
    }
    for (operand, value) in zip(command.operands, operands) {
      if value.isEmpty { throw UsageMessage.operandMissing(operand, of: command) }
    }
  }
}

extension Option {
  /// Only before any command.
  static let version = Option(
    name: .version, shape: .flag, summary: Wording("show the version", zh: "显示版本"))
}
