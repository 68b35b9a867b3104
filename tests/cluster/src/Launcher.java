import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.join.ParentJoinPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node of OpenSearch in a process of its own, which never outlives the process that started it.
 *
 * <p>Each argument is a setting, {@code name=value}. Once the node answers it prints one line, "bound HOST:PORT", which
 * is where it speaks HTTP; it ends when its standard input does. What goes wrong is on standard error.
 */
public final class Launcher {
    private static final List<Class<? extends Plugin>> PLUGINS =
            List.of(
                    Netty4Plugin.class,
                    CommonAnalysisPlugin.class,
                    PainlessPlugin.class,
                    ParentJoinPlugin.class,
                    ReindexPlugin.class);

    private Launcher() {}

    /** A node whose plugins are on the class path and not in a folder of their own. */
    private static final class Member extends Node {
        Member(Environment environment) {
            super(environment, PLUGINS, true);
        }

        String address() {
            return injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().toString();
        }
    }

    private static Environment environment(String[] arguments) {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        Path home = Path.of(settings.get("path.home"));
        return InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), home, () -> "node");
    }

    private static void awaitEnd(java.io.InputStream input) throws IOException {
        while (input.read() >= 0) {}
    }

    public static void main(String[] arguments) {
        int code = 0;
        try (Member node = new Member(environment(arguments))) {
            node.start();
            System.out.println("bound " + node.address());
            awaitEnd(System.in);
        } catch (Throwable error) {
            error.printStackTrace();
            code = 1;
        }
        System.exit(code);
    }
}
