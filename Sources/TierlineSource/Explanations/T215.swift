extension Explanations {
  static let t215 = Wording(
    #"""
    # T215: a sensitive field in a text

    A reason is read by many people, so a sensitive field shows there as `•••` only. The
    text will work, but say little. Put in something that the reader may see, such as
    the customer's number.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      name: text sensitive
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "{name} pays late"
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      name: text sensitive
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "{id} pays late"
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T215: 文本里用了敏感字段

      理由会给许多人看，敏感字段在里面只显示为 `•••`。这样写能运行，但读的人看不出什么。请
      换成可以给人看的内容，比如客户编号。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        姓名: 文本 敏感
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "{姓名} 长期逾期"
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        姓名: 文本 敏感
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "{编号} 长期逾期"
        其余 低
      }
      ```
      """#)
}
