package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native executable only finds by reflection what was named when it was built; Camel calls beans by reflection. */
class NativeHintsTest {
    private static final Pattern BEAN = Pattern.compile("ref: (\\w+)");

    @Test
    void everyBeanThatARouteNamesIsRegisteredForReflection() throws IOException {
        JavaClasses classes = new ClassFileImporter().importPackages("sluice.flow");
        Set<String> registered = classes.stream()
                .filter(type -> type.isAnnotatedWith(Named.class) && type.isAnnotatedWith(RegisterForReflection.class))
                .map(NativeHintsTest::beanName)
                .collect(Collectors.toSet());

        assertThat(beansInRoutes()).isNotEmpty().allSatisfy(bean -> assertThat(registered)
                .contains(bean));
    }

    private static String beanName(JavaClass type) {
        return type.getAnnotationOfType(Named.class).value();
    }

    private static Set<String> beansInRoutes() throws IOException {
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            return routes.map(NativeHintsTest::text)
                    .flatMap(text -> BEAN.matcher(text).results().map(found -> found.group(1)))
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
