package sluice.mapping.liquid;

import java.util.List;
import liqp.TemplateParser.ErrorMode;
import liqp.org.antlr.v4.runtime.BaseErrorListener;
import liqp.org.antlr.v4.runtime.CommonTokenStream;
import liqp.org.antlr.v4.runtime.ListTokenSource;
import liqp.org.antlr.v4.runtime.RecognitionException;
import liqp.org.antlr.v4.runtime.Recognizer;
import liqp.org.antlr.v4.runtime.Token;
import liquid.parser.v4.LiquidParser;

/** Reads a template by Liqp's grammar, over tokens that were brought into its form. Stateless. */
final class TemplateGrammar {
    private TemplateGrammar() {}

    static LiquidParser.BlockContext parse(String text) {
        List<? extends Token> tokens = TemplateTokens.of(text);
        LiquidParser parser =
                new LiquidParser(new CommonTokenStream(new ListTokenSource(tokens)), true, true, ErrorMode.STRICT);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusal());
        try {
            return parser.parse().block();
        } catch (StackOverflowError e) {
            throw new LiquidException("fewer nested brackets", "too many");
        }
    }

    /** Ends lexing and parsing at the first fault. Says where, but not the parser's words, which quote its tokens. */
    static final class Refusal extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new LiquidException("a Liquid template", "a fault in line " + line + ", column " + (column + 1));
        }
    }
}
