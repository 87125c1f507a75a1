extension Explanations {
  static let t018 = Wording(
    #"""
    # T018: an unknown unit

    A word behind a number is its unit: a currency by its three ISO 4217 letters (`CNY`,
    `USD`), 万, 亿, 元, or `days`, `months`, `years`. This word is none of them. The
    renminbi's code is `CNY`, not `RMB`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    limit credit_limit: money CNY {
      start 500_000 RMB
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    limit credit_limit: money CNY {
      start 500_000 CNY
    }
    ```
    """#,
    zh: #"""
      # T018: 不认识的单位

      数字后面的词是它的单位：币种用 ISO 4217 的三个字母（`CNY`、`USD`），或者 万、亿、
      元，或者 天、个月、年。这个词都不是。人民币的代码是 `CNY`，不是 `RMB`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      额度 信用额度: 金额 CNY {
        起始 50万 RMB
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      额度 信用额度: 金额 CNY {
        起始 50万 CNY
      }
      ```
      """#)
}
