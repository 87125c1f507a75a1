extension Explanations {
  static let t107 = Wording(
    #"""
    # T107: this name is no value

    A list, an alerts block or an input as a whole isn't a value that can be compared or
    handed out. Ask what you want to know of it: `industry in restricted` for a list,
    `warnings.late` (is this alert raised?) for an alerts block.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    alerts warnings: yellow < red {
      rule late when overdue_days > 30 then red
    }

    result needs_visit = warnings
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    alerts warnings: yellow < red {
      rule late when overdue_days > 30 then red
    }

    result needs_visit = warnings.late
    ```
    """#,
    zh: #"""
      # T107: 这个名称不是值

      名单、整个预警块或整个输入都不是可以比较、可以输出的值。请写出想知道的是什么：名单用
      `行业 属于 限制行业`，预警用 `预警信号.逾期`（这条预警发出了吗？）。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      预警 预警信号: 黄 < 红 {
        规则 逾期 当 逾期天数 > 30 则 红
      }

      结果 需要走访 = 预警信号
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      预警 预警信号: 黄 < 红 {
        规则 逾期 当 逾期天数 > 30 则 红
      }

      结果 需要走访 = 预警信号.逾期
      ```
      """#)
}
