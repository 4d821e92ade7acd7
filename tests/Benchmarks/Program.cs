// The first argument names the subject, a folder of this project; what follows is the subject's own.
using Sitrep.Benchmarks;

return args is [var name, .. var rest] && Subjects.Find(name) is { } subject ? await subject.RunAsync(rest) : Subjects.Usage(Console.Error);
