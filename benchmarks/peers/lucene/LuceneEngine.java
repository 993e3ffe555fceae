import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/**
 * How fast is Lucene? It counts facets by the ordinals of SortedSetDocValues, in one thread.
 *
 * <p>It speaks the protocol of `benchmarks.peers.worker`: each request and each reply is a line of
 * JSON, and the first reply says which version this is.
 */
public final class LuceneEngine {
  private static final String[] FACETS = {"party", "ministry", "topic", "year"};
  private static final String[] FIELDS = {"title", "text"};
  private static final Map<String, Float> WEIGHTS = Map.of("title", 2f, "text", 1f);
  private static final String STOP_WORD = "_";
  private static final int TOP = 20;
  private static final int FACET_VALUES = 1000;
  private static final double MEMORY_MB = 256;
  // As `worker` times an answer.
  private static final int RUNS = 3;
  private static final double ENOUGH_MS = 50;
  // How often a question is asked before the first round that counts. The Java machine compiles
  // what runs often: after one asking alone, answers took twice as long in the next rounds.
  private static final int WARMING = 30;
  private static final Gson JSON = new GsonBuilder().serializeNulls().create();

  private static final class Entry {
    String id;
    String title;
    String text;
    String title_terms;
    String text_terms;
    String date;
    Map<String, List<String>> facets;
  }

  private static final class Question {
    String operator;
    List<String> terms;
    List<String> filter;
  }

  private record Answer(TopDocs best, Map<String, FacetResult> counts) {}

  private final FacetsConfig config = new FacetsConfig();
  private final double emptyMb = memoryMb("VmRSS");
  private IndexSearcher searcher;
  private SortedSetDocValuesReaderState facetState;

  private LuceneEngine() throws IOException {
    config.setMultiValued("ministry", true);
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream replies = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LuceneEngine engine = new LuceneEngine();
    String java = System.getProperty("java.version");
    replies.println(JSON.toJson(Map.of("version", "Lucene " + Version.LATEST + ", Java " + java)));
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = requests.readLine()) != null; ) {
      JsonObject request = JSON.fromJson(line, JsonObject.class);
      replies.println(JSON.toJson(engine.reply(request)));
    }
  }

  private Map<String, Object> reply(JsonObject request) throws IOException {
    return switch (request.get("do").getAsString()) {
      case "build" ->
          build(
              Path.of(request.get("records").getAsString()),
              Path.of(request.get("index").getAsString()));
      case "open" -> open(Path.of(request.get("index").getAsString()));
      case "answer" -> Map.of("ms", answerMs(question(request), withFacets(request)));
      case "found" -> found(question(request), withFacets(request));
      case "memory" ->
          Map.of(
              "over_empty_mb", memoryMb("VmRSS") - emptyMb,
              "anonymous_mb", memoryMb("RssAnon"),
              "empty_mb", emptyMb);
      default -> throw new IllegalArgumentException(request.toString());
    };
  }

  private static Question question(JsonObject request) {
    return JSON.fromJson(request.get("question"), Question.class);
  }

  private static boolean withFacets(JsonObject request) {
    return request.get("part").getAsString().equals("facets");
  }

  private Map<String, Object> build(Path records, Path folder) throws IOException {
    List<Entry> loaded = new ArrayList<>();
    for (String line : Files.readAllLines(records)) {
      loaded.add(JSON.fromJson(line, Entry.class));
    }
    double loadedMb = memoryMb("VmHWM");
    long started = System.nanoTime();
    IndexWriterConfig writing = new IndexWriterConfig(new Terms());
    writing.setRAMBufferSizeMB(MEMORY_MB);
    writing.setMergeScheduler(new SerialMergeScheduler());
    try (var directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, writing)) {
      for (Entry entry : loaded) {
        writer.addDocument(config.build(document(entry)));
      }
      writer.forceMerge(1);
      writer.commit();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    long bytes;
    try (var files = Files.walk(folder)) {
      bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    double peakMb = memoryMb("VmHWM") - loadedMb;
    return Map.of("seconds", seconds, "index_mb", bytes / 1e6, "peak_mb", peakMb);
  }

  private static Document document(Entry entry) {
    Document made = new Document();
    made.add(new StringField("id", entry.id, Field.Store.YES));
    made.add(new TextField("title_terms", entry.title_terms, Field.Store.NO));
    made.add(new TextField("text_terms", entry.text_terms, Field.Store.NO));
    made.add(new StoredField("title", entry.title));
    made.add(new StoredField("text", entry.text));
    made.add(new StoredField("date", entry.date));
    entry.facets.forEach(
        (name, values) -> {
          for (String value : values) {
            made.add(new SortedSetDocValuesFacetField(name, value));
            made.add(new StoredField(name, value));
          }
        });
    return made;
  }

  private Map<String, Object> open(Path folder) throws IOException {
    long started = System.nanoTime();
    DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null); // a question is asked several times, and found each time
    facetState = new DefaultSortedSetDocValuesReaderState(reader, config);
    double seconds = (System.nanoTime() - started) / 1e9;
    return Map.of("seconds", seconds, "parts", List.of("top", "facets"));
  }

  /** Returns the median time of a few runs in milliseconds. */
  private double answerMs(Question question, boolean withFacets) throws IOException {
    double[] taken = new double[RUNS];
    int runs = 0;
    for (double sum = 0; runs < RUNS && sum < ENOUGH_MS; runs++) {
      long started = System.nanoTime();
      answer(question, withFacets);
      taken[runs] = (System.nanoTime() - started) / 1e6;
      sum += taken[runs];
    }
    double[] sorted = Arrays.copyOf(taken, runs);
    Arrays.sort(sorted);
    return runs % 2 == 1 ? sorted[runs / 2] : (sorted[runs / 2 - 1] + sorted[runs / 2]) / 2;
  }

  private Map<String, Object> found(Question question, boolean withFacets) throws IOException {
    for (int asked = 0; asked < WARMING; asked++) {
      answer(question, false);
      answer(question, true);
    }
    Answer answer = answer(question, withFacets);
    Map<String, Map<String, Integer>> facets = new HashMap<>();
    answer.counts.forEach(
        (name, found) -> {
          Map<String, Integer> counts = new HashMap<>();
          if (found != null) {
            for (LabelAndValue one : found.labelValues) {
              counts.put(one.label, one.value.intValue());
            }
          }
          facets.put(name, counts);
        });
    Map<String, Object> reply = new HashMap<>();
    reply.put("total", answer.best.totalHits.value);
    reply.put("facets", facets);
    reply.put("bytes_touched", null);
    return reply;
  }

  private Answer answer(Question question, boolean withFacets) throws IOException {
    Query query = query(question);
    // Every hit is counted, so that the total is exact.
    var top = new TopScoreDocCollectorManager(TOP, Integer.MAX_VALUE);
    if (!withFacets) {
      return new Answer(searcher.search(query, top), Map.of());
    }
    var both = new MultiCollectorManager(top, new FacetsCollectorManager());
    Object[] found = searcher.search(query, both);
    Facets counted = new SortedSetDocValuesFacetCounts(facetState, (FacetsCollector) found[1]);
    Map<String, FacetResult> counts = new HashMap<>();
    for (String name : FACETS) {
      counts.put(name, counted.getTopChildren(FACET_VALUES, name));
    }
    return new Answer((TopDocs) found[0], counts);
  }

  private Query query(Question question) {
    BooleanQuery.Builder wanted = new BooleanQuery.Builder();
    switch (question.operator) {
      case "all" -> wanted.add(new MatchAllDocsQuery(), Occur.MUST);
      case "phrase" -> {
        for (String field : FIELDS) {
          String[] terms = question.terms.toArray(String[]::new);
          wanted.add(weighted(field, new PhraseQuery(field + "_terms", terms)), Occur.SHOULD);
        }
      }
      case "or" -> question.terms.forEach(term -> addInFields(wanted, term));
      case "and" -> {
        for (String term : question.terms) {
          BooleanQuery.Builder either = new BooleanQuery.Builder();
          addInFields(either, term);
          wanted.add(either.build(), Occur.MUST);
        }
      }
      default -> throw new IllegalArgumentException(question.operator);
    }
    if (question.filter == null) {
      return wanted.build();
    }
    String value = FacetsConfig.pathToString(question.filter.get(0), question.filter.get(1));
    Term chosen = new Term(FacetsConfig.DEFAULT_INDEX_FIELD_NAME, value);
    return new BooleanQuery.Builder()
        .add(wanted.build(), Occur.MUST)
        .add(new TermQuery(chosen), Occur.FILTER)
        .build();
  }

  private static void addInFields(BooleanQuery.Builder wanted, String term) {
    for (String field : FIELDS) {
      wanted.add(weighted(field, new TermQuery(new Term(field + "_terms", term))), Occur.SHOULD);
    }
  }

  private static Query weighted(String field, Query query) {
    return new BoostQuery(query, WEIGHTS.get(field));
  }

  /** Returns a line of the kernel's account of this process: VmRSS, VmHWM (peak) or RssAnon. */
  private static double memoryMb(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name + ":")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) / 1000.0;
      }
    }
    throw new IOException("no " + name);
  }

  /** Takes the terms as they are; a stop word keeps its position. */
  private static final class Terms extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      var words = new WhitespaceTokenizer();
      var stop = new CharArraySet(List.of(STOP_WORD), false);
      return new TokenStreamComponents(words, new StopFilter(words, stop));
    }
  }
}
