extension Explanations {
  static let t011 = Wording(
    #"""
    # T011: a bracket that isn't closed

    Each `{`, `(` and `[` needs its partner. The finding stands where the partner is
    missed, and shows which bracket was opened. Close it where its block ends; indenting
    what lies inside makes the gap easy to see.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
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
      # T011: 括号没有配对

      每个 `{`、`(`、`[` 都要有另一半。提示指向发现缺少的地方，并标出是哪个括号没有收尾。
      请在它的块结束处补上。把括号里的内容缩进，缺在哪里一眼就能看出来。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
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
