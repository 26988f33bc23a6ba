package sluice.embeddedorg.soql;

import java.util.List;
import sluice.embeddedorg.store.OrgException;

/** The tokens of a query, one after the other. */
final class Tokens {
    private final Source source;
    private final List<Token> tokens;
    private int next;

    Tokens(Source source) {
        this.source = source;
        this.tokens = new Lexer(source).tokens();
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            take();
        }
        return found;
    }

    boolean takeSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            take();
        }
        return found;
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw unexpected(peek());
        }
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected(peek());
        }
    }

    Token expectName() {
        if (peek().kind() != Token.Kind.WORD) {
            throw unexpected(peek());
        }
        return take();
    }

    int expectCount() {
        Token token = expectName();
        if (!token.text().matches("\\d{1,9}")) {
            throw unexpected(token);
        }
        return Integer.parseInt(token.text());
    }

    OrgException unexpected(Token token) {
        return source.malformed(token.position(), "unexpected token: '%s'".formatted(token.shown()));
    }
}
