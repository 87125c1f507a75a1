extension Explanations {
  static let t203 = Wording(
    #"""
    # T203: another type is needed here

    What stands here has one type, and its place needs another: a limit needs money, a
    condition needs a yes or no, a score needs points. Often it's just the currency that
    is missing.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer { id: text key }

    limit credit_limit: money CNY {
      start 500_000
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
      # T203: 此处需要另一种类型

      这里写的是一种类型，而这个位置需要另一种：额度要金额，条件要“是”或“否”，评分要分数。
      常常只是漏写了币种。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 { 编号: 文本 主键 }

      额度 信用额度: 金额 CNY {
        起始 50万
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
