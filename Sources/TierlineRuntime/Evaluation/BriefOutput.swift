// `eval --detail brief`: one line a record, decisions in order of declaration.
//
// {"id":"C1","behaviour":612,"risk":"high","credit_limit":0,"warnings":["payment_delay"]}

import TierlineSource

/// Writes what was decided, without reasons.
package struct BriefOutput: Sendable {
  /// Whether the input fields stand between keys and decisions: a snapshot for `--previous`.
  package var includesFields: Bool

  package init(includesFields: Bool = false) { self.includesFields = includesFields }

  /// Writes one object; the caller ends the line.
  package func write(_ decided: Decided, to json: inout JSONWriter) {
    json.beginObject()
    json.keys(of: decided.record, in: decided.program)
    if includesFields { json.fields(of: decided.record, in: decided.program) }
    for (decision, trace) in zip(decided.program.decisions, decided.decisions) {
      json.key(decision.name)
      write(trace, of: decision, in: decided.program, to: &json)
    }
    json.endObject()
  }

  private func write(
    _ trace: DecisionTrace, of decision: Decision, in program: Program, to json: inout JSONWriter
  ) {
    switch (trace, decision.body) {
    case (.alerts(let trace), .alerts(let alerts)):
      let raised = zip(alerts.rules, trace.rules).filter { $0.1.raised != nil }
      json.strings(raised.map { $0.0.rule.name })
    case (.table(let trace), .table(let table)):
      json.value(trace, of: table, in: program)
    default:
      json.value(trace.value, as: decision.type, in: program)
    }
  }
}
