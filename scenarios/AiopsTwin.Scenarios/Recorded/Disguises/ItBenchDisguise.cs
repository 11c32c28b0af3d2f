using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Objects;
using AiopsTwin.Scenarios.Recorded.ItBench;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells scenarios in the layout of ITBench otherwise: components are called otherwise in every id and in the
/// table of calls, and everything listed comes in another order.</summary>
public static class ItBenchDisguise
{
    /// <summary>Writes the folder anew.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <returns>The names of ids, and the table of calls with them.</returns>
    public static (Func<string, string> Rename, ImmutableArray<ComponentCall> Calls) Write(
        string source, string target, ulong seed)
    {
        var calls = ItBenchIncident.PublicCalls();
        var names = ComponentNames.Of(calls);
        var disguise = NameDisguise.Draw(names.All, seed);
        var shuffling = new Shuffling(seed);
        foreach (var path in ItBenchEvaluation.Cases(source))
        {
            var stream = new YamlStream();
            using (var reader = new StreamReader(path))
            {
                stream.Load(reader);
            }

            Tell(stream.Documents[0].RootNode, path, id => names.Renamed(id, disguise.Of), shuffling);
            using var text = new StringWriter { NewLine = "\n" };
            stream.Save(text, assignAnchors: false);
            DisguisedFolder.Write(source, target, path, text.ToString());
        }

        return (
            id => names.Renamed(id, disguise.Of),
            [.. shuffling.Of("calls", calls).Select(call =>
                new ComponentCall(disguise.Of(call.Caller), disguise.Of(call.Callee)))]);
    }

    private static void Tell(YamlNode node, string path, Func<string, string> rename, Shuffling shuffling)
    {
        switch (node)
        {
            case YamlScalarNode scalar:
                scalar.Value = rename(scalar.Value ?? "");
                break;
            case YamlSequenceNode list:
                var items = shuffling.Of(path, list.Children);
                list.Children.Clear();
                foreach (var item in items)
                {
                    Tell(item, path, rename, shuffling);
                    list.Children.Add(item);
                }

                break;
            case YamlMappingNode members:
                foreach (var (key, value) in members.Children)
                {
                    if (key is not YamlScalarNode { Value: "kind" or "apiVersion" })
                    {
                        Tell(value, path, rename, shuffling);
                    }
                }

                break;
        }
    }
}
