package sluice.mapping.liquid;

import java.util.List;

/** A tag, an output or plain text of a template. Immutable. */
@FunctionalInterface
interface Statement {
    void render(Rendering rendering);

    /** One after the other, until a break or continue. */
    static Statement sequence(List<Statement> statements) {
        List<Statement> all = List.copyOf(statements);
        return rendering -> {
            for (Statement statement : all) {
                if (rendering.isStopped()) {
                    return;
                }
                statement.render(rendering);
            }
        };
    }
}
