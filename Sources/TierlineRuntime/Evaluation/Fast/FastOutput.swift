// Brief output from registers: the same bytes as `BriefOutput`.

import TierlineSource

extension FastEvaluator {
  /// Writes the decisions of the record just decided, as one object; the caller ends the line.
  package func write(_ record: [Value], to json: inout JSONWriter, includesFields: Bool) {
    json.beginObject()
    json.keys(of: record, in: plan.program)
    if includesFields { json.fields(of: record, in: plan.program) }
    for (decision, output) in zip(plan.program.decisions, plan.outputs) {
      json.key(decision.name)
      write(output, of: decision, to: &json)
    }
    json.endObject()
  }

  private func write(_ output: FastPlan.Output, of decision: Decision, to json: inout JSONWriter) {
    switch (output, decision.body) {
    case (.alerts(let raised, _), .alerts(let alerts)):
      json.beginArray()
      for (alert, register) in zip(alerts.rules, raised) where registers[Int(register)].isYes {
        json.string(alert.rule.name)
      }
      json.endArray()
    case (.columns(let registers), .table(let table)):
      json.beginObject()
      for (column, register) in zip(table.columns.indices, registers) {
        json.key(table.columns[column])
        write(register, as: table.columnTypes[column], to: &json)
      }
      json.endObject()
    case (.value(let register), .table(let table)):
      write(register, as: table.columnTypes.first ?? .text, to: &json)
    case (.value(let register), _): write(register, as: decision.type, to: &json)
    case (.columns, _), (.alerts, _): json.null()
    }
  }

  private func write(_ register: Int32, as type: ValueType, to json: inout JSONWriter) {
    json.value(value(in: register, as: type), as: type, in: plan.program)
  }

  /// The levels that the record just decided counts at: of each tier, and of each alert raised.
  package func forEachLevel(_ body: (_ decision: Int, _ level: Int) -> Void) {
    for (index, (decision, output)) in zip(plan.program.decisions, plan.outputs).enumerated() {
      switch (output, decision.body) {
      case (.value(let register), .tier):
        body(index, Int(truncatingIfNeeded: registers[Int(register)].bits))
      case (.alerts(let raised, let levels), _):
        for (isRaised, level) in zip(raised, levels) where registers[Int(isRaised)].isYes {
          body(index, Int(truncatingIfNeeded: registers[Int(level)].bits))
        }
      case (.value, _), (.columns, _): continue
      }
    }
  }
}
