// What every command has at hand: the environment, the language and the colours of one run.

import TierlineRuntime
import TierlineSource

/// One run of the program.
package struct Session {
  let environment: Environment
  let language: Language
  /// For standard output.
  let palette: Palette
  /// For standard error.
  let errorPalette: Palette

  var output: OutputStream { environment.output }
  var files: FileSystem { environment.files }

  /// The message in the language of the run.
  func text(_ wording: Wording) -> String { wording[language] }

  /// One line on standard error: `tierline: cannot read …`.
  func complain(_ message: Wording) {
    environment.errors.writeLine("tierline: " + text(message).printable)
  }
}

extension Session {
  init(_ environment: Environment, common: CommonOptions) {
    self.environment = environment
    language = common.language ?? .ofLocale(environment.variable)
    palette = Palette(common.color, for: environment.output, environment.variable)
    errorPalette = Palette(common.color, for: environment.errors, environment.variable)
  }
}

extension Language {
  /// The language of the user's locale: Chinese when it begins with `zh`.
  static func ofLocale(_ variable: (String) -> String?) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
  }
}

extension Palette {
  /// Colour when asked for; else only on a terminal that can, and never under `NO_COLOR`.
  init(_ choice: ColorChoice, for stream: OutputStream, _ variable: (String) -> String?) {
    switch choice {
    case .always: isColoured = true
    case .never: isColoured = false
    case .auto:
      isColoured =
        stream.isTerminal && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
    }
  }
}
