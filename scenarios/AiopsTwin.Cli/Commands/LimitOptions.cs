using System.CommandLine;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Commands;

/// <summary>What reading a recording may cost, as options.</summary>
internal sealed class LimitOptions
{
    private readonly Option<int> _bytes = Limit("--max-bytes", "Longest file, in bytes.", Usual.MaxBytes);
    private readonly Option<int> _rows = Limit("--max-rows", "Most rows of one table.", Usual.MaxRows);
    private readonly Option<int> _columns = Limit("--max-columns", "Most columns of one table.", Usual.MaxColumns);
    private readonly Option<int> _cases = Limit("--max-cases", "Most cases of one folder.", Usual.MaxCases);

    private static RecordingLimits Usual => RecordingLimits.Default;

    public void AddTo(Command command)
    {
        command.Add(_bytes);
        command.Add(_rows);
        command.Add(_columns);
        command.Add(_cases);
    }

    public RecordingLimits Of(ParseResult parsed) => Usual with
    {
        MaxBytes = parsed.GetValue(_bytes),
        MaxRows = parsed.GetValue(_rows),
        MaxColumns = parsed.GetValue(_columns),
        MaxCases = parsed.GetValue(_cases),
    };

    private static Option<int> Limit(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} is at least 1");
            }
        });
        return option;
    }
}
