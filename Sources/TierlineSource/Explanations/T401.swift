extension Explanations {
  static let t401 = Wording(
    #"""
    # T401: `otherwise` is missing

    Every record gets every decision, so a tier must say what becomes of the customers
    that no rule matches. Write `otherwise LEVEL` after the last rule; it's also the
    place where a reader looks for the ordinary case.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
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
      # T401: 缺少“其余”

      每条记录都要得到每个决策，所以分级必须说明，没有规则符合的客户归哪一级。请在最后一条
      规则后面写 `其余 等级`；读制度的人也会到这里找一般情况。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
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
