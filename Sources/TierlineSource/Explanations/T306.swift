extension Explanations {
  static let t306 = Wording(
    #"""
    # T306: the outcome of `if unknown` can be missing

    `if unknown` is the last resort when data is missing, so what it leads to must be
    certain. Here it can be missing itself. Give it a default, or name a fixed level or
    amount.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0 optional
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
      if unknown then previous.risk
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0 optional
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
      if unknown then previous.risk default high
    }
    ```
    """#,
    zh: #"""
      # T306: “若未知”的结论也可能缺失

      `若未知` 是数据缺失时的最后退路，它给出的值必须确定。而这里它自己也可能缺失。请加默
      认值，或者写一个固定的等级或金额。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0 可选
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
        若未知 则 上期.风险
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0 可选
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
        若未知 则 上期.风险 默认 高
      }
      ```
      """#)
}
