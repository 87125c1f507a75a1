extension Explanations {
  static let t307 = Wording(
    #"""
    # T307: the start can be missing, so it cannot be skipped

    `if unknown then skip` leaves a step out when its amount is missing, but a limit
    without its start has nothing to work on. Name the amount to fall back on, or give
    the start a default.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0 optional
    }

    limit credit_limit: money CNY {
      start 15% * annual_revenue
      if unknown then skip
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0 optional
    }

    limit credit_limit: money CNY {
      start 15% * annual_revenue default 50万 CNY
    }
    ```
    """#,
    zh: #"""
      # T307: 起始金额可能缺失，不能略过

      `若未知 则 略过` 会在金额缺失时跳过这一步，可是额度没有起始金额就无从算起。请写明缺
      失时取多少，或者给起始金额设默认值。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0 可选
      }

      额度 信用额度: 金额 CNY {
        起始 15% * 年营收
        若未知 则 略过
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0 可选
      }

      额度 信用额度: 金额 CNY {
        起始 15% * (年营收 默认 0 CNY)
      }
      ```
      """#)
}
