extension Explanations {
  static let t220 = Wording(
    #"""
    # T220: dates out of order

    The dated values of a parameter take turns: each holds from its date until the next.
    Write them in ascending order, one value a date, so that the list reads like the
    history it is.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    parameter group_cap: money CNY { from 2026-01-01: 500万 CNY  from 2024-01-01: 300万 CNY }

    limit credit_limit: money CNY {
      start group_cap
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    parameter group_cap: money CNY { from 2024-01-01: 300万 CNY  from 2026-01-01: 500万 CNY }

    limit credit_limit: money CNY {
      start group_cap
    }
    ```
    """#,
    zh: #"""
      # T220: 日期没有按先后排列

      参数按日期取值时，每个值从自己的日期起生效，到下一个日期为止。请按日期从早到晚排列，
      一个日期一个值，读起来就是一部沿革。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      参数 集团上限: 金额 CNY { 自 2026-01-01: 500万 CNY  自 2024-01-01: 300万 CNY }

      额度 信用额度: 金额 CNY {
        起始 集团上限
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      参数 集团上限: 金额 CNY { 自 2024-01-01: 300万 CNY  自 2026-01-01: 500万 CNY }

      额度 信用额度: 金额 CNY {
        起始 集团上限
      }
      ```
      """#)
}
