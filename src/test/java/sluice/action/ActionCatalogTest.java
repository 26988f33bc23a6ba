package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionCatalogTest {
    private static final ActionCatalog CATALOG = ActionCatalog.load();

    static Stream<JsonNode> segmentsActions() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(Path.of("src/test/resources/golden/defaults.json").toFile());
        return StreamSupport.stream(golden.get("actions").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("segmentsActions")
    void holdsWhatSegmentSaysOfEachAction(JsonNode golden) {
        String key = golden.get("key").textValue();
        Action action = CATALOG.named(key).orElseThrow();
        boolean secondGeneration = !golden.get("syncMode").isNull();

        assertThat(action.isSecondGeneration(key)).isEqualTo(secondGeneration);
        assertThat(golden.get("title").textValue()).isEqualTo(action.title() + (secondGeneration ? " V2" : ""));
        assertThat(action.trigger().orElse(null))
                .isEqualTo(golden.get("defaultSubscription").textValue());
        List<String> keys = new ArrayList<>(action.fields().keySet());
        keys.removeIf(field -> secondGeneration && field.equals("operation"));
        assertThat(keys).containsExactlyInAnyOrderElementsOf(texts(golden.get("fields"), field -> field.get("key")
                .textValue()));
        golden.get("fields")
                .forEach(field -> compare(action.fields().get(field.get("key").textValue()), field));
    }

    private static void compare(ActionField ours, JsonNode golden) {
        assertThat(ours.label()).isEqualTo(golden.get("label").textValue());
        assertThat(ours.type()).hasToString(golden.get("type").textValue());
        assertThat(ours.defaultValue()).isEqualTo(golden.path("default"));
        assertThat(ours.choices()).isEqualTo(texts(golden.path("choices"), choice -> choice.get("value")
                .textValue()));
        assertThat(ours.required() || ours.key().equals("operation"))
                .isEqualTo(golden.path("required").asBoolean());
        assertThat(ours.members().stream().map(ActionField::key).toList())
                .isEqualTo(texts(
                        golden.path("properties"), member -> member.get("key").textValue()));
    }

    private static List<String> texts(JsonNode list, Function<JsonNode, String> text) {
        return StreamSupport.stream(list.spliterator(), false).map(text).toList();
    }

    @Test
    void knowsOurWordAndBothOfSegments() {
        assertThat(CATALOG.named("case")).isPresent();
        assertThat(CATALOG.named("cases")).isEqualTo(CATALOG.named("case"));
        assertThat(CATALOG.named("cases2")).isEqualTo(CATALOG.named("case"));
        assertThat(CATALOG.named("Case")).isEmpty();
    }

    @Test
    void sendsEveryFieldThatIsNotShared() {
        Action account = CATALOG.named("account").orElseThrow();

        assertThat(account.record()).containsEntry("shipping_postal_code", "ShippingPostalCode");
        assertThat(account.fields().keySet()).containsAll(account.record().keySet());
        assertThat(account.fields().size() - account.record().size())
                .as("shared fields")
                .isEqualTo(8);
    }
}
