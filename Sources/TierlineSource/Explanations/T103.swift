extension Explanations {
  static let t103 = Wording(
    #"""
    # T103: an unknown type

    The types are `boolean`, `integer`, `number`, `money CUR`, `date`, `text`, levels
    such as `low < high`, `list of T`, records in braces, and the names of `record` and
    `levels` declarations. This is none of them.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: int
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T103: 不认识的类型

      类型有 `布尔`、`整数`、`数值`、`金额 CNY`、`日期`、`文本`、形如 `低 < 高` 的等级、
      `列表 类型`、花括号里的记录，以及用 `记录`、`等级` 声明过的名称。这里写的都不是。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整形
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```
      """#)
}
