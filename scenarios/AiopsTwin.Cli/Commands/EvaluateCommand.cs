using System.CommandLine;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate</c>: everything that can be scored.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ScenarioCatalog catalog) =>
        new("evaluate", "Scores the twin on recorded incidents with published answers, series and generated volumes.")
        {
            EvaluateRcaCommand.Create(), EvaluateDetectionCommand.Create(), EvaluateForecastCommand.Create(),
            EvaluateCapacityCommand.Create(), EvaluateCorrelationCommand.Create(),
            EvaluateAlertmanagerCommand.Create(), EvaluateProofCommand.Create(),
            EvaluateCalibrationCommand.Create(), EvaluateRobustnessCommand.Create(),
            EvaluateBlastRadiusCommand.Create(),
            EvaluateWorldCommand.Create(), EvaluateResultsCommand.Create(catalog),
        };
}
