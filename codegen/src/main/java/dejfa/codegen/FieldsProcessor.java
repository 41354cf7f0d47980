package dejfa.codegen;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Writes the field classes and the service files (see the package).
@SupportedAnnotationTypes({"dejfa.api.GenerateFields", "dejfa.api.Provides"})
public final class FieldsProcessor extends AbstractProcessor {
    private final Map<String, List<String>> services = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (annotation.getSimpleName().contentEquals("GenerateFields")) {
                    generate((PackageElement) element);
                } else {
                    services.computeIfAbsent(serviceOf(element), name -> new ArrayList<>())
                            .add(processingEnv
                                    .getElementUtils()
                                    .getBinaryName((TypeElement) element)
                                    .toString());
                }
            }
        }
        if (round.processingOver()) services.forEach(this::writeService);
        return true;
    }

    private static String serviceOf(Element element) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (!mirror.getAnnotationType().toString().equals("dejfa.api.Provides")) continue;
            for (AnnotationValue value : mirror.getElementValues().values()) {
                return value.getValue().toString();
            }
        }
        throw new IllegalStateException("@Provides without a service on " + element);
    }

    private void writeService(String service, List<String> classes) {
        classes.sort(null);
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/services/" + service)
                .openWriter()) {
            for (String name : classes) out.write(name + "\n");
        } catch (IOException e) {
            error("cannot write the service file of " + service + ": " + e);
        }
    }

    private void generate(PackageElement home) {
        String packageName = home.getQualifiedName().toString();
        try (Reader in = processingEnv
                .getFiler()
                .getResource(StandardLocation.CLASS_OUTPUT, packageName, "fields.yaml")
                .openReader(true)) {
            Object root = new Load(LoadSettings.builder()
                            .setLabel(packageName + "/fields.yaml")
                            .build())
                    .loadFromReader(in);
            if (!(root instanceof Map<?, ?> events)) {
                throw new IllegalArgumentException("expected a map from event to a list of fields");
            }
            for (Map.Entry<?, ?> event : events.entrySet()) {
                String className = FieldsWriter.className(event.getKey().toString());
                try (Writer out = processingEnv
                        .getFiler()
                        .createSourceFile(packageName + "." + className, home)
                        .openWriter()) {
                    out.write(FieldsWriter.source(packageName, event.getKey().toString(), (List<?>) event.getValue()));
                }
            }
        } catch (IOException | RuntimeException e) {
            error(packageName + "/fields.yaml: " + e.getMessage());
        }
    }

    private void error(String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message);
    }
}
