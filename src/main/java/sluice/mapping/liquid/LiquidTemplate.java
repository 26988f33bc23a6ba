package sluice.mapping.liquid;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A parsed Liquid template. Immutable and thread-safe: whatever a rendering assigns is its own.
 *
 * <p>The tags case, for, include, layout, render and tablerow are refused when parsed, filters such as sort and map when
 * they are executed; filters that nobody knows let their value through.
 */
public final class LiquidTemplate {
    /** In UTF-16 units, as in Segment's documentation of the directive. */
    public static final int MAX_LENGTH = 1_000;

    private final Statement body;

    private LiquidTemplate(Statement body) {
        this.body = body;
    }

    /**
     * Parses a template.
     *
     * @throws LiquidException when it is too long, is no Liquid, or uses a refused tag
     */
    public static LiquidTemplate parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new LiquidException("at most " + MAX_LENGTH + " characters", text.length() + " characters");
        }
        return new LiquidTemplate(StatementCompiler.compile(TemplateGrammar.parse(text)));
    }

    /**
     * Renders the template over an event. What Liquid prints of a number or a list is what JavaScript does.
     *
     * @throws LiquidException when a refused filter is executed, a filter cannot do its work, or the rendering takes
     *     longer or makes more than it may
     */
    public String render(JsonNode event) {
        Rendering rendering = new Rendering(event);
        body.render(rendering);
        return rendering.output();
    }
}
