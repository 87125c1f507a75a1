extension Explanations {
  static let r104 = Wording(
    #"""
    # R104: more decimals than the field has places

    The number has more decimals than the field may: none for an integer, two for most
    money, or as many as `places N` says. Tierline doesn't round data. Round where the
    data come from, or give the field more places.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0
    }

    limit credit_limit: money CNY {
      start 10% * annual_revenue
    }
    ```

    ```json
    { "id": "C1", "annual_revenue": 1250.375 }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0 places 3
    }

    limit credit_limit: money CNY {
      start 10% * annual_revenue
    }
    ```

    ```json
    { "id": "C1", "annual_revenue": 1250.375 }
    ```
    """#,
    zh: #"""
      # R104: 小数位数超过字段的规定

      这个数的小数位太多：整数没有小数，金额多为两位，或者以 `小数位 N` 的规定为准。
      Tierline 不替数据四舍五入。请在数据的来源处舍入，或者给字段增加小数位。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0
      }

      额度 信用额度: 金额 CNY {
        起始 10% * 年营收
      }
      ```

      ```json
      { "编号": "C1", "年营收": 1250.375 }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0 小数位 3
      }

      额度 信用额度: 金额 CNY {
        起始 10% * 年营收
      }
      ```

      ```json
      { "编号": "C1", "年营收": 1250.375 }
      ```
      """#)
}
