// Completion scripts for shells, written from the table of commands.

import TierlineSource

/// The script of one shell.
struct Completions {
  let language: Language

  func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// All options with a letter or name, as typed.
  private func spellings(_ option: Option) -> [String] {
    [option.spelling] + (option.letter.map { ["-\($0)"] } ?? [])
  }

  private func completion(of option: Option) -> Completion {
    switch option.shape {
    case .flag: .nothing
    case .choice(let words): .words(words)
    case .value(_, _, let completion): completion
    }
  }

  private func takesValue(_ option: Option) -> Bool {
    if case .flag = option.shape { false } else { true }
  }

  // MARK: bash

  private var bash: String {
    let names = CommandName.allCases.map(\.rawValue).joined(separator: " ")
    let top = (Option.common + [.version]).flatMap(spellings).joined(separator: " ")
    return """
      # Completions of tierline for bash: source <(tierline completions bash)
      _tierline() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} word command=
        COMPREPLY=()
        # bash splits --format=json at the sign.
        if [[ $current == = ]]; then current=; before=${COMP_WORDS[COMP_CWORD-1]}
        elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $word in \(names.split(separator: " ").joined(separator: "|"))) command=$word; break;; esac
        done
        case $command:$before in
      \(Command.all.flatMap(bashValues).joined(separator: "\n"))
        esac
        case $command in
          "") COMPREPLY=($(compgen -W "\(names) \(top)" -- "$current"));;
      \(Command.all.map(bashWords).joined(separator: "\n"))
        esac
      }
      complete -F _tierline tierline

      """
  }

  /// What stands behind each option of a command that takes a value.
  private func bashValues(of command: Command) -> [String] {
    command.allOptions.filter(takesValue).map { option in
      let pattern = spellings(option).map { "\(command.name.rawValue):\($0)" }
      return "    \(pattern.joined(separator: "|"))) \(bashReply(completion(of: option))) return;;"
    }
  }

  private func bashWords(of command: Command) -> String {
    let options = command.allOptions.flatMap(spellings).joined(separator: " ")
    let operand = command.operands.last?.completion ?? .nothing
    return """
          \(command.name.rawValue)) if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W "\(options)" -- "$current"))
            else \(bashReply(operand)) fi;;
      """
  }

  private func bashReply(_ completion: Completion) -> String {
    switch completion {
    case .nothing: ":;"
    case .files: "COMPREPLY=($(compgen -f -- \"$current\")); compopt -o filenames 2>/dev/null;"
    case .folders: "COMPREPLY=($(compgen -d -- \"$current\")); compopt -o filenames 2>/dev/null;"
    case .words(let words):
      "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\"));"
    }
  }

  // MARK: zsh

  private var zsh: String {
    let commands = Command.all.map { command in
      "    '\(command.name.rawValue):\(quoted(command.summary))'"
    }
    let cases = Command.all.map { command in
      """
          \(command.name.rawValue))
            _arguments -s \\
      \(zshArguments(of: command).map { "        \($0)" }.joined(separator: " \\\n"))
            ;;
      """
    }
    return """
      #compdef tierline
      # Completions of tierline for zsh: tierline completions zsh > "${fpath[1]}/_tierline"
      _tierline() {
        local -a commands
        commands=(
      \(commands.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
          _describe command commands
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
      \(cases.joined(separator: "\n"))
        esac
      }
      compdef _tierline tierline

      """
  }

  private func zshArguments(of command: Command) -> [String] {
    let options = command.allOptions.map { option in
      let repeats = option.repeats ? "*" : ""
      let value =
        takesValue(option) ? ":\(option.name.rawValue):\(zshAction(completion(of: option)))" : ""
      let about = "[\(quoted(option.summary))]\(value)'"
      let equals = takesValue(option) ? "=" : ""
      guard let letter = option.letter else {
        return "'\(repeats)\(option.spelling)\(equals)\(about)"
      }
      return "{-\(letter),\(option.spelling)\(equals)}'\(about)"
    }
    let operands = command.operands.map { operand in
      "'\(operand.repeats ? "*" : ""):\(operand.placeholder):\(zshAction(operand.completion))'"
    }
    return options + operands
  }

  private func zshAction(_ completion: Completion) -> String {
    switch completion {
    case .nothing: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  // MARK: fish

  private var fish: String {
    var lines = [
      "# Completions of tierline for fish: tierline completions fish | source",
      "complete -c tierline -f",
    ]
    for option in Option.common + [.version] {
      lines.append("complete -c tierline -n __fish_use_subcommand \(fishOption(option))")
    }
    for command in Command.all {
      let name = command.name.rawValue
      let condition = "-n '__fish_seen_subcommand_from \(name)'"
      lines.append(
        "complete -c tierline -n __fish_use_subcommand -a \(name) -d '\(quoted(command.summary))'")
      for option in command.allOptions {
        lines.append("complete -c tierline \(condition) \(fishOption(option))")
      }
      switch command.operands.last?.completion ?? .nothing {
      case .nothing: break
      case .files: lines.append("complete -c tierline \(condition) -F")
      case .folders:
        lines.append("complete -c tierline \(condition) -a '(__fish_complete_directories)'")
      case .words(let words):
        lines.append("complete -c tierline \(condition) -a '\(words.joined(separator: " "))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func fishOption(_ option: Option) -> String {
    var parts = ["-l \(option.name.rawValue)"]
    if let letter = option.letter { parts.append("-s \(letter)") }
    if takesValue(option) {
      switch completion(of: option) {
      case .nothing: parts.append("-x")
      case .files: parts.append("-r -F")
      case .folders: parts.append("-x -a '(__fish_complete_directories)'")
      case .words(let words): parts.append("-x -a '\(words.joined(separator: " "))'")
      }
    }
    parts.append("-d '\(quoted(option.summary))'")
    return parts.joined(separator: " ")
  }

  /// Text inside single quotes and zsh's brackets.
  private func quoted(_ wording: Wording) -> String {
    String(
      wording[language].compactMap { character -> Character? in
        switch character {
        case "'", "`": nil
        case "[": "("
        case "]": ")"
        case ":": ";"
        default: character
        }
      })
  }
}
