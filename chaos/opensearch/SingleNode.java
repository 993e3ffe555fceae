import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node in one Java process, from jars alone. Arguments: setting=value. */
final class SingleNode {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts[1].contains(",")) {
                settings.putList(parts[0], parts[1].split(","));
            } else {
                settings.put(parts[0], parts[1]);
            }
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(
                        settings.build(), Map.of(), (Path) null, () -> "node");
        // The constructor that takes classes of plugins is protected: distributions scan folders.
        Constructor<Node> constructor =
                Node.class.getDeclaredConstructor(
                        Environment.class, Collection.class, boolean.class);
        constructor.setAccessible(true);
        Node node =
                constructor.newInstance(
                        environment,
                        List.of(
                                Netty4Plugin.class,
                                CommonAnalysisPlugin.class,
                                PainlessPlugin.class),
                        false);
        node.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        node.close();
                                    } catch (Exception error) {
                                        error.printStackTrace();
                                    }
                                    ended.countDown();
                                }));
        ended.await();
    }
}
