package sluice.flow.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.event.DefinitionException;
import sluice.event.Fault;

class RouteDirectoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private DefaultCamelContext camel;
    private RouteDirectory directory;

    @BeforeEach
    void create() {
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("greeting", "hello");
        camel.getRegistry().bind("echo", (Processor) exchange -> {});
        directory = new RouteDirectory(camel, folder);
    }

    @AfterEach
    void stop() {
        camel.getShutdownStrategy().setTimeout(5);
        camel.stop();
    }

    @Test
    void takesAnEdit() throws Exception {
        write("greet.yaml", answering("greet", "one"));
        start();
        assertThat(ask("greet")).isEqualTo("one");

        edit("greet.yaml", answering("greet", "two"));

        assertThat(ask("greet")).isEqualTo("two");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void takesAnAddedFileAndDropsTheRoutesOfADeletedOne() throws Exception {
        write("old.yaml", answering("old", "one"));
        start();

        edit("new.yaml", answering("new", "{{greeting}}"));
        assertThat(ask("new")).isEqualTo("hello");
        Files.delete(folder.resolve("old.yaml"));
        poll();

        assertThat(routeIds()).containsExactly("new");
    }

    @Test
    void waitsUntilAFileIsWritten() throws Exception {
        write("greet.yaml", answering("greet", "one"));
        start();

        write("greet.yaml", "");
        directory.poll();
        write("greet.yaml", answering("greet", "two"));
        directory.poll();

        assertThat(ask("greet")).isEqualTo("one");
        directory.poll();
        assertThat(ask("greet")).isEqualTo("two");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "component, 'to: {uri: \"nowhere:x\"}', nowhere",
        "option, 'to: {uri: \"log:x\", parameters: {colour: red}}', colour",
        "placeholder, 'to: {uri: \"log:{{no.such.setting}}\"}', no.such.setting",
        "placeholder in text, 'setBody: {constant: \"{{no.such.setting}}\"}', no.such.setting",
        "bean, 'bean: {ref: nobody}', nobody",
        "processor, 'process: {ref: nobody}', nobody",
        "expression, 'setBody: {simple: \"${nonsense\"}', functionEnd",
        "step, 'frobnicate: {uri: \"log:x\"}', frobnicate",
        "route configuration, 'kamelet: {name: nobody}', kamelet",
    })
    void keepsAllOldRoutesOfAFileWhoseSecondRouteHasAnUnknown(String what, String step, String named) throws Exception {
        // Given
        write("greet.yaml", answering("first", "one") + answering("second", "one"));
        write("other.yaml", answering("other", "one"));
        start();
        List<Route> before = List.copyOf(camel.getRoutes());

        // When
        edit(
                "greet.yaml",
                answering("first", "two")
                        + """
                        - route:
                            id: second
                            from:
                              uri: direct:second
                              steps:
                                - %s
                        """
                                .formatted(step));

        // Then
        assertThat(ask("first")).isEqualTo("one");
        assertThat(ask("second")).isEqualTo("one");
        assertThat(camel.getRoutes()).as("untouched").isEqualTo(before);
        assertThat(directory.problems()).hasSize(1).first().asString().contains("greet.yaml", named);

        // When it is mended
        edit("greet.yaml", answering("first", "three"));

        // Then
        assertThat(ask("first")).isEqualTo("three");
        assertThat(directory.problems()).isEmpty();
        assertThat(routeIds()).containsExactlyInAnyOrder("first", "other");
    }

    @ParameterizedTest
    @CsvSource({"'- route: [unclosed'", "'route: {id: x}'", "just text", "'- rout: {}'"})
    void keepsTheOldRoutesWhenTheYamlIsBroken(String text) throws Exception {
        write("greet.yaml", answering("greet", "one"));
        start();

        edit("greet.yaml", text);

        assertThat(ask("greet")).isEqualTo("one");
        assertThat(directory.problems())
                .hasSize(1)
                .first()
                .extracting(Fault::at)
                .isEqualTo("greet.yaml");
    }

    @Test
    void refusesARouteIdThatAnotherFileHas() throws Exception {
        write("one.yaml", answering("greet", "one"));
        start();

        edit("two.yaml", answering("greet", "two"));

        assertThat(ask("greet")).isEqualTo("one");
        assertThat(directory.problems())
                .containsExactly(new Fault("two.yaml", "an id of its own", "route greet, which one.yaml has too"));
    }

    @Test
    void movesARouteFromOneFileToAnother() throws Exception {
        write("one.yaml", answering("greet", "one") + answering("stay", "one"));
        start();

        write("one.yaml", answering("stay", "one"));
        edit("two.yaml", answering("greet", "two"));

        assertThat(ask("greet")).isEqualTo("two");
        assertThat(directory.problems()).isEmpty();
    }

    @Test
    void takesTheGoodOnesOfSeveralEditedFiles() throws Exception {
        write("good.yaml", answering("good", "one"));
        write("bad.yaml", answering("bad", "one"));
        start();

        write("bad.yaml", answering("bad", "{{no.such.setting}}"));
        edit("good.yaml", answering("good", "two"));

        assertThat(ask("good")).isEqualTo("two");
        assertThat(ask("bad")).isEqualTo("one");
        assertThat(directory.problems()).hasSize(1);
    }

    @Test
    void putsTheOldRoutesBackWhenTheNewOnesDoNotStart() throws Exception {
        // Given a consumer whose start fails only when it is tried
        write("watch.yaml", answering("greet", "one"));
        start();

        // When
        Path notAFolder = Files.writeString(folder.resolve("file.txt"), "");
        edit(
                "watch.yaml",
                answering("greet", "two")
                        + """
                        - route:
                            id: read
                            from:
                              uri: file:%s
                              parameters: { autoCreate: false, startingDirectoryMustExist: true }
                              steps:
                                - log: x
                        """
                                .formatted(notAFolder.resolve("below")));

        // Then
        assertThat(ask("greet")).isEqualTo("one");
        assertThat(routeIds()).containsExactly("greet");
        assertThat(directory.problems()).hasSize(1);
    }

    @Test
    void rebuildsTheRoutesThatUseAnEditedRouteConfiguration() throws Exception {
        String failing =
                """
                - route:
                    id: fail
                    routeConfigurationId: policy
                    from:
                      uri: direct:fail
                      steps:
                        - throwException: { exceptionType: java.lang.IllegalStateException, message: boom }
                """;
        write("a-flow.yaml", failing);
        write("errors.yaml", policy("one"));
        start();
        assertThat(ask("fail")).isEqualTo("one");

        edit("errors.yaml", policy("two"));
        assertThat(ask("fail")).isEqualTo("two");

        Files.delete(folder.resolve("errors.yaml"));
        poll();
        assertThatThrownBy(() -> ask("fail")).hasRootCauseMessage("boom");
    }

    @Test
    void rebuildsTheRoutesOfAnEditedTemplate() throws Exception {
        write(
                "use.yaml",
                """
                - templatedRoute:
                    routeTemplateRef: greeter
                    routeId: greet
                    parameters: [{ name: name, value: you }]
                """);
        write("greeter.yaml", template("hello"));
        start();
        assertThat(ask("greet")).isEqualTo("hello you");

        edit("greeter.yaml", template("bye"));

        assertThat(ask("greet")).isEqualTo("bye you");
        Files.delete(folder.resolve("use.yaml"));
        poll();
        assertThat(routeIds()).isEmpty();
    }

    @Test
    void takesAnEditedBean() throws Exception {
        write("greet.yaml", withBean("one"));
        start();
        assertThat(ask("greet")).isEqualTo("one");

        edit("greet.yaml", withBean("two"));

        assertThat(ask("greet")).isEqualTo("two");
    }

    @Test
    void takesTheUsualStepsAndEndpoints() throws Exception {
        start();

        edit(
                "many.yaml",
                """
                - beans:
                    - name: kept
                      type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
                - route:
                    id: many
                    autoStartup: false
                    from:
                      uri: direct:many
                      steps:
                        - log: { message: "${body}" }
                        - to: { uri: "log:many", parameters: { level: DEBUG, showBody: false } }
                        - to: { uri: "bean:echo" }
                        - to: { uri: "jms:queue:copies" }
                        - to: { uri: "file:target/copies", parameters: { idempotentRepository: "#kept" } }
                        - toD: { uri: "seda:${header.next}" }
                        - setBody: { jsonpath: { expression: $.name, suppressExceptions: true } }
                        - marshal: { json: {} }
                        - idempotentConsumer:
                            idempotentRepository: kept
                            simple: "${header.id}"
                            steps:
                              - to: { uri: "seda:after" }
                        - split:
                            simple: "${body}"
                            parallelProcessing: true
                            steps:
                              - stop: {}
                - route:
                    id: tick
                    autoStartup: false
                    from:
                      uri: timer:tick
                      parameters: { period: 1000 }
                      steps:
                        - to: { uri: "direct:many" }
                """);

        assertThat(directory.problems()).isEmpty();
        assertThat(routeIds()).contains("many", "tick");
    }

    @Test
    void finishesWhatIsUnderWayBeforeTheExchange() throws Exception {
        // Given a message inside a route that calls another of the file
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        camel.getRegistry().bind("hold", (Processor) exchange -> {
            inside.countDown();
            goOn.await();
        });
        String holding =
                """
                - route:
                    id: outer
                    from:
                      uri: direct:outer
                      steps:
                        - process: { ref: %s }
                        - to: { uri: "direct:inner" }
                """;
        write("flow.yaml", holding.formatted("hold") + answering("inner", "one"));
        start();
        CompletableFuture<String> underWay = CompletableFuture.supplyAsync(() -> ask("outer"));
        inside.await();

        // When
        write("flow.yaml", holding.formatted("echo") + answering("inner", "two"));
        directory.poll();
        CompletableFuture<Void> reload = CompletableFuture.runAsync(directory::poll);
        goOn.countDown();

        // Then
        assertThat(underWay.get()).isEqualTo("one");
        reload.get();
        assertThat(ask("outer")).isEqualTo("two");
    }

    @Test
    void losesNoMessageOfAQueueInMemoryWhileItsRouteIsExchanged() throws Exception {
        // Given
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        camel.getRegistry().bind("keep", (Processor)
                exchange -> received.add(exchange.getMessage().getBody(String.class)));
        write("flow.yaml", keeping("one"));
        start();

        // When
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            IntStream.range(0, 500).forEach(i -> template.sendBody("seda:in", "message " + i));
            edit("flow.yaml", keeping("two"));
            IntStream.range(500, 1_000).forEach(i -> template.sendBody("seda:in", "message " + i));
        }

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(received).hasSize(1_000));
        assertThat(received)
                .isEqualTo(
                        IntStream.range(0, 1_000).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void refusesToStartWithAllFaultsOfAllFiles() throws Exception {
        write("a.yaml", answering("good", "one"));
        write("b.yaml", answering("b1", "{{no.such.setting}}") + answering("b2", "{{nor.this}}"));
        write("c.yaml", "- route: [unclosed");

        assertThatThrownBy(directory::load)
                .isInstanceOfSatisfying(DefinitionException.class, e -> assertThat(e.faults())
                        .extracting(Fault::at)
                        .containsExactlyInAnyOrder("b.yaml route b1", "b.yaml route b2", "c.yaml"));
        camel.start();
        assertThat(camel.getRoutes()).isEmpty();
    }

    @Test
    void refusesToStartWithoutTheFolder() {
        RouteDirectory missing = new RouteDirectory(camel, folder.resolve("none"));

        assertThatThrownBy(missing::load).hasMessageStartingWith("routes.dir: expected a readable folder");
    }

    @Test
    void watchesTheFolderWhileTheContextRuns() throws Exception {
        write("greet.yaml", answering("greet", "one"));
        camel.addRoutes(new RouteFiles(directory));
        camel.start();

        write("greet.yaml", answering("greet", "two"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ask("greet")).isEqualTo("two"));
    }

    private void start() {
        directory.load();
        camel.start();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void edit(String file, String text) throws IOException {
        write(file, text);
        poll();
    }

    private void poll() {
        directory.poll();
        directory.poll();
    }

    private String ask(String route) {
        try (var template = camel.createProducerTemplate()) {
            return template.requestBody("direct:" + route, "", String.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> routeIds() {
        return camel.getRoutes().stream().map(Route::getRouteId).toList();
    }

    private static String answering(String id, String answer) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        - setBody: { constant: "%s" }
                """
                .formatted(id, id, answer);
    }

    private static String keeping(String description) {
        return """
                - route:
                    id: keep
                    description: %s
                    from:
                      uri: seda:in
                      steps:
                        - process: { ref: keep }
                """
                .formatted(description);
    }

    private static String policy(String answer) {
        return """
                - routeConfiguration:
                    id: policy
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: { constant: "true" }
                          steps:
                            - setBody: { constant: "%s" }
                """
                .formatted(answer);
    }

    private static String template(String greeting) {
        return """
                - routeTemplate:
                    id: greeter
                    parameters: [{ name: name }]
                    from:
                      uri: direct:greet
                      steps:
                        - setBody: { constant: "%s {{name}}" }
                """
                .formatted(greeting);
    }

    private static String withBean(String text) {
        return """
                - beans:
                    - name: words
                      type: java.util.concurrent.atomic.AtomicReference
                      constructors: { 0: "%s" }
                - route:
                    id: greet
                    from:
                      uri: direct:greet
                      steps:
                        - bean: { ref: words, method: get }
                """
                .formatted(text);
    }
}
