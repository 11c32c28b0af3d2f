using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a trial with another amount of work.</summary>
internal sealed class WhatIfScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string scenario, WorkAnswer answer)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "what-if",
                ["scenario"] = scenario,
                ["answer"] = JsonOutput.Of(answer),
            });
            return;
        }

        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario} with the usual work > {answer.Factor:0.###} times of it, at {answer.BusiestAt:hh\\:mm} UTC, "
                + $"its busiest time; by the simulated world, nothing broken, {answer.Minutes} minutes"));
        Line($"{"",-30} {"requests/s",15} {"processor",15} {"pool",15} {"ms, mean",17} {"ms, p95",17} {"errors",15}");
        foreach (var line in answer.Lines)
        {
            var (usual, asked) = (line.Usual, line.Asked);
            Line($"{line.Entity.Text,-30} {Pair(usual.RequestRate, asked.RequestRate, 1, "0.#"),15} "
                + $"{Pair(usual.CpuUtilization, asked.CpuUtilization, 100, "0.#'%'"),15} "
                + $"{Pair(usual.PoolUtilization, asked.PoolUtilization, 100, "0.#'%'"),15} "
                + $"{Pair(usual.DurationSeconds, asked.DurationSeconds, 1000, "0.#"),17} "
                + $"{Pair(usual.P95Seconds, asked.P95Seconds, 1000, "0.#"),17} "
                + $"{Pair(usual.ErrorRatio, asked.ErrorRatio, 100, "0.##'%'"),15}"
                + (line.IsSettled ? "" : "  does not settle"));
        }
    }

    private static string Pair(double? usual, double? asked, double scale, string format)
    {
        return usual is null && asked is null ? "-" : $"{Number(usual)} > {Number(asked)}";

        string Number(double? value) =>
            (value * scale)?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
    }
}
