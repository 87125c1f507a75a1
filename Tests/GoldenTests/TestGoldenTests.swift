// `tierline test` as whole command lines; the cases look as those of the suite `cli` do.

import Support
import Testing

@Test(arguments: GoldenCase.all(in: "test"))
func test(_ golden: GoldenCase) throws { try cli(golden) }
