extension Explanations {
  static let t019 = Wording(
    #"""
    # T019: a clause that doesn't belong here

    Each kind of block has its own clauses, in an order that reads like the decision
    itself: rules first, then `otherwise`, then `if unknown`. This clause isn't one of
    the block's, or it stands too early or too late. Move it or remove it. Here a tier
    can't `stop`: its first matching rule decides anyway.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high and stop
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T019: 子句不属于这里

      每种块都有自己的子句，次序和决策的过程一致：先是规则，然后 `其余`，最后 `若未知`。这
      个子句要么不是这种块的，要么放得太早或太晚。请移到该放的地方，或者删掉。例子里，分级
      没有 `并停止`：第一条符合的规则本来就定下了等级。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 并停止
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```
      """#)
}
