extension Explanations {
  static let t505 = Wording(
    #"""
    # T505: an entry that doesn't fit the list's type

    The list says what its entries are, and this entry of the file is something else.
    The message gives its line. Correct the file, or the type of the list.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      branch: integer
    }

    list closed_branches: integer from "closed.txt"

    tier risk: low < high {
      rule closed when branch in closed_branches then high
      otherwise low
    }
    ```

    ```file:closed.txt
    1203
    12O7
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      branch: integer
    }

    list closed_branches: integer from "closed.txt"

    tier risk: low < high {
      rule closed when branch in closed_branches then high
      otherwise low
    }
    ```

    ```file:closed.txt
    1203
    1207
    ```
    """#,
    zh: #"""
      # T505: 名单里有不合类型的值

      名单写明了里面是什么类型，而文件中的这个值不是。提示会给出它在第几行。请改正文件，或
      者改名单的类型。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        网点: 整数
      }

      名单 撤销网点: 整数 取自 "撤销网点.txt"

      分级 风险: 低 < 高 {
        规则 网点撤销 当 网点 属于 撤销网点 则 高
        其余 低
      }
      ```

      ```file:撤销网点.txt
      1203
      12O7
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        网点: 整数
      }

      名单 撤销网点: 整数 取自 "撤销网点.txt"

      分级 风险: 低 < 高 {
        规则 网点撤销 当 网点 属于 撤销网点 则 高
        其余 低
      }
      ```

      ```file:撤销网点.txt
      1203
      1207
      ```
      """#)
}
